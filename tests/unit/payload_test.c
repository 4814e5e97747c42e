/* payload_test.c - every recipe that we ship carries no more than delivery needs, and one that does is refused: P-04. */
#include "dialer/payload.h"

#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/lang.h"
#include "dialer/recipe.h"

#include <cmocka.h>

static void
every_recipe_carries_the_least(void **state)
{
	static const struct contract contract = {.provider = "any"};
	int channels = 0;
	glob_t found;

	(void)state;
	assert_int_equal(glob("config/providers/*.yaml", 0, NULL, &found), 0);
	for (size_t i = 0; i < found.gl_pathc; i++) {
		struct err err;
		struct provider *provider = provider_open(found.gl_pathv[i], &contract, "https://clinic.example", NULL, &err);
		if (provider == NULL)
			fail_msg("%s", err.text);
		for (int channel = 1; channel < CHANNEL_COUNT; channel++) {
			if (!provider_serves(provider, (enum channel)channel))
				continue;
			uint32_t used = payload_of(&provider->recipe.send[channel]);
			assert_int_equal(payload_excess(&provider->recipe.send[channel], (enum channel)channel), 0);
			assert_true(used & UINT32_C(1) << PLACE_TO);
			assert_true(used & UINT32_C(1) << PLACE_ATTEMPT_ID);
			channels++;
		}
		provider_close(provider);
	}
	assert_true(channels >= 5);
	globfree(&found);
}

/* The whole recipe, with the channel and what it sends filled in. */
static bool
is_taken(const char *channel, const char *sends, struct err *err)
{
	static const struct contract contract = {.provider = "any"};
	char path[64];

	snprintf(path, sizeof(path), "/tmp/dozvon-payload-%ld.yaml", (long)getpid());
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	fprintf(file, "provider: any\nchannel: %s\nbase_url: https://any.example\nsend:\n  url: \"{base_url}/send\"\n%s"
	    "answers:\n  - {http: 200, class: accepted}\n", channel, sends);
	fclose(file);
	struct provider *provider = provider_open(path, &contract, "https://clinic.example", NULL, err);
	unlink(path);
	provider_close(provider);
	return provider != NULL;
}

static void
what_carries_more_is_refused(void **state)
{
	static const struct {
		const char *channel, *sends, *excess;	/* NULL: it is right */
	} cases[] = {
		{"SMS", "  form: {to: \"{to}\", text: \"{text}\", id: \"{attempt_id}\", from: \"{sender}\"}\n", NULL},
		{"SMS", "  form: {to: \"{to}\", text: \"{text}\", subject: \"{subject}\"}\n", "subject"},
		{"SMS", "  form: {to: \"{to}\", text: \"{text}\", agent: \"{agent}\"}\n", "agent"},
		{"SMS", "  headers: {X-Agent: \"{agent}\"}\n  text: \"{text}\"\n", "agent"},
		{"SMS", "  json: {to: [{number: \"{to}\", more: {a: \"{unsubscribe_url}\"}}]}\n", "unsubscribe_url"},
		{"SMS", "  json: {to: \"{to}\", ref: \"{provider_ref}\"}\n", "provider_ref"},
		{"EMAIL", "  json: {to: \"{to}\", text: \"{text}\", subject: \"{subject}\", stop: \"{unsubscribe_url}\"}\n", NULL},
		{"EMAIL", "  json: {to: \"{to}\", text: \"{text}\", ext: \"{extension}\"}\n", "extension"},
		{"CALL_OPERATOR", "  form: {to: \"{to}\", ext: \"{extension}\", from: \"{agent}\", line: \"{sender}\"}\n", NULL},
		{"CALL_OPERATOR", "  form: {to: \"{to}\", from: \"{agent}\", script: \"{text}\"}\n", "text"},
		{"CALL_ROBOT", "  form: {to: \"{to}\", say: \"{text}\", line: \"{sender}\"}\n", NULL},
		{"CALL_ROBOT", "  form: {to: \"{to}\", agent: \"{agent}\"}\n", "agent"},
	};

	(void)state;
	lang_set(LANG_EN);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct err err = {0};
		bool taken = is_taken(cases[i].channel, cases[i].sends, &err);
		if (taken != (cases[i].excess == NULL) || (!taken && strstr(err.text, cases[i].excess) == NULL))
			fail_msg("case %zu: %s", i, taken ? "was taken" : err.text);
		if (!taken)
			assert_non_null(strstr(err.text, "more than delivery"));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_recipe_carries_the_least), cmocka_unit_test(what_carries_more_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
