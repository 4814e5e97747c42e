/*
 * golden_test.c - what recipes make of orders, answers and webhooks: tests/golden/PROVIDER/NAME.KIND -> NAME.KIND.want.
 *
 *   .order    JSON                                   -> the request's bytes, with the test secrets
 *   .answer   "HTTP status", headers, "", body       -> what the answer means for the order of send.order
 *   .asked    the same                               -> what a status query's answer means
 *   .listed   the same                               -> what the answer of their stop-list means
 *   .webhook  path, headers, "", body                -> the verdict and its reports
 *
 * GOLDEN_WRITE=1 writes the wants anew; read the difference before committing it.
 */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "compliance/clearance.h"
#include "dialer/provider_text.h"
#include "dialer/recipe.h"

/* After ours: it makes a macro of fail. */
#include <cmocka.h>

static const char public_url[] = "https://dozvon.example";
static const int64_t now = 1795251600000000;

static void
read_file(const char *path, struct buf *out)
{
	struct err err = {0};
	if (!buf_read_file(out, path, 1 << 20, &err)) {
		print_error("%s\n", err.text);
		assert_true(false);
	}
}

static struct provider *
open_provider(const char *name, const char *secrets)
{
	struct contract contract = {0};
	char path[200];
	struct err err = {0};

	snprintf(contract.provider, sizeof(contract.provider), "%s", name);
	snprintf(path, sizeof(path), "config/providers/%s.yaml", name);
	struct provider *provider = provider_open(path, &contract, public_url, secrets, &err);
	if (provider == NULL)
		print_error("%s\n", err.text);
	assert_non_null(provider);
	return provider;
}

static void
read_order(const char *path, struct order_text *out)
{
	struct buf text = {0};
	struct err err = {0};
	read_file(path, &text);
	if (!order_text_read(buf_view(&text), out, &err))
		print_error("%s: %s\n", path, err.text);
	assert_int_equal(err.kind, ERR_NONE);
	buf_release(&text);
}

static struct clearance *
clear(const struct provider *provider, const struct order *order)
{
	struct verdict verdict = {.outcome = OUTCOME_ALLOW};
	struct facts facts;
	facts_init(&facts, now);
	facts.channel = order->channel != CHANNEL_UNKNOWN ? order->channel : provider_channel(provider);
	return gate_clear(&verdict, &facts, order->attempt, order->address);
}

static void
play_order(const struct provider *provider, const char *path, struct buf *out)
{
	struct order_text order;
	struct err err = {0};

	read_order(path, &order);
	struct clearance *clearance = clear(provider, &order.order);
	struct request *request = request_new(provider, clearance, &order.order, now, &err);
	if (request != NULL)
		request_write(request, out);
	else
		buf_add_text(out, err.text);
	request_free(request);
	request = request_status(provider, &order.order, "", now, &err);
	buf_add_text(out, "\n---- asked again\n");
	if (request != NULL)
		request_write(request, out);
	else
		buf_add_text(out, err.text);
	buf_add_char(out, '\n');
	request_free(request);
	if (provider_stop_list(provider) == STOP_LIST_MACHINE) {
		buf_add_text(out, "---- told of a refusal\n");
		request = request_stop_list(provider, order.order.address, &err);
		assert_non_null(request);
		request_write(request, out);
		buf_add_char(out, '\n');
		request_free(request);
	}
	clearance_free(clearance);
	order_text_release(&order);
}

/* The first line, the headers after it, and the body after an empty line. */
static void
take_apart(struct buf *text, char **first, char **headers, struct view *body)
{
	char *empty = strstr(text->data, "\n\n");
	char *line = strchr(text->data, '\n');

	assert_non_null(empty);
	*first = text->data;
	*headers = line + 1 > empty ? empty + 1 : line + 1;
	empty[1] = '\0';
	*line = '\0';
	*body = (struct view){empty + 2, text->len - (size_t)(empty + 2 - text->data)};
	while (body->len > 0 && body->data[body->len - 1] == '\n')
		body->len--;
	((char *)(uintptr_t)body->data)[body->len] = '\0';
}

static void
play_answer(const struct provider *provider, const char *path, const char *folder, const char *kind, struct buf *out)
{
	struct buf text = {0};
	struct order_text order;
	struct provider_answer answer;
	struct reply reply = {.transport = TRANSPORT_ANSWERED};
	char *first, *headers, order_path[300];
	struct view body;

	read_file(path, &text);
	take_apart(&text, &first, &headers, &body);
	snprintf(order_path, sizeof(order_path), "%s/send.order", folder);
	read_order(order_path, &order);
	reply.status = atoi(first + strlen("HTTP "));
	buf_add_text(&reply.headers, headers);
	buf_add(&reply.body, body.data, body.len);
	if (strcmp(kind, ".answer") == 0) {
		provider_read_answer(provider, &order.order, &reply, &answer);
		provider_answer_write(&answer, out);
	} else if (strcmp(kind, ".listed") == 0) {
		provider_read_listed(provider, order.order.address, &reply, &answer);
		provider_answer_write(&answer, out);
	} else if (provider_read_status(provider, &reply, &answer)) {
		provider_answer_write(&answer, out);
	} else {
		buf_add_text(out, "not known\n");
	}
	buf_release(&reply.headers);
	buf_release(&reply.body);
	buf_release(&text);
	order_text_release(&order);
}

static void
play_webhook(const struct provider *provider, const char *path, struct buf *out)
{
	static struct provider_report report[16];
	struct buf text = {0};
	char *first, *headers;
	struct webhook webhook = {.received_at = now};
	int count;

	read_file(path, &text);
	take_apart(&text, &first, &headers, &webhook.body);
	webhook.path = first;
	webhook.headers = headers;
	webhook.content_type = "";
	enum webhook_verdict verdict = provider_read_webhook(provider, &webhook, report, 16, &count);
	buf_add_format(out, "%s\n", webhook_verdict_name(verdict));
	for (int i = 0; i < count; i++)
		provider_report_write(&report[i], out);
	buf_release(&text);
}

static bool
ends(const char *text, const char *with)
{
	size_t len = strlen(text), with_len = strlen(with);
	return len > with_len && strcmp(text + len - with_len, with) == 0;
}

static bool
play(const struct provider *provider, const char *folder, const char *name)
{
	char path[300], want_path[320];
	struct buf got = {0}, want = {0};
	struct err err = {0};

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	buf_init(&got);
	if (ends(name, ".order"))
		play_order(provider, path, &got);
	else if (ends(name, ".answer") || ends(name, ".asked") || ends(name, ".listed"))
		play_answer(provider, path, folder, strrchr(name, '.'), &got);
	else if (ends(name, ".webhook"))
		play_webhook(provider, path, &got);
	else
		return true;
	snprintf(want_path, sizeof(want_path), "%s.want", path);
	if (getenv("GOLDEN_WRITE") != NULL)
		assert_true(file_write_whole(want_path, got.data, got.len, &err));
	read_file(want_path, &want);
	bool same = want.len == got.len && memcmp(want.data, got.data, got.len) == 0;
	if (!same)
		print_error("%s\n-- wanted\n%s-- got\n%s", path, want.data, got.data);
	buf_release(&got);
	buf_release(&want);
	return same;
}

static void
play_folder(void **state)
{
	const char *name = *state;
	char folder[200];
	struct dirent *entry;
	int played = 0, wrong = 0;

	snprintf(folder, sizeof(folder), "tests/golden/%s", name);
	struct provider *provider = open_provider(name, "tests/golden/secrets");
	DIR *dir = opendir(folder);
	assert_non_null(dir);
	while ((entry = readdir(dir)) != NULL) {
		if (entry->d_name[0] == '.' || ends(entry->d_name, ".want"))
			continue;
		played++;
		wrong += !play(provider, folder, entry->d_name);
	}
	closedir(dir);
	provider_close(provider);
	print_message("%s: %d golden files, %d differ\n", name, played, wrong);
	assert_true(played > 0);
	assert_int_equal(wrong, 0);
}

static void
without_secrets_they_are_named(void **unused)
{
	(void)unused;
	static const char *const names[] = {"mango", "smsc", "kannel", "unisender-go"};
	for (int i = 0; i < 4; i++) {
		struct provider *provider = open_provider(names[i], NULL);
		struct order_text order;
		struct err err = {0};
		struct buf text = {0};
		char path[200];
		snprintf(path, sizeof(path), "tests/golden/%s/send.order", names[i]);
		read_order(path, &order);
		struct request *request = request_render(provider, &order.order, &err);
		assert_non_null(request);
		request_write(request, &text);
		assert_non_null(strstr(text.data, "{secret."));
		if (i == 0)
			assert_non_null(strstr(text.data, "sign={signature}"));
		buf_release(&text);
		request_free(request);
		order_text_release(&order);
		provider_close(provider);
	}
}

int
main(void)
{
	static char mango[] = "mango", smsc[] = "smsc", kannel[] = "kannel", go[] = "unisender-go";
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_prestate(play_folder, mango),
	    cmocka_unit_test_prestate(play_folder, smsc),
	    cmocka_unit_test_prestate(play_folder, kannel),
	    cmocka_unit_test_prestate(play_folder, go),
	    cmocka_unit_test(without_secrets_they_are_named),
	};
	lang_set(LANG_EN);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
