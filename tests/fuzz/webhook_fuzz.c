/*
 * webhook_fuzz.c - whatever comes to a webhook, or stands in an answer or a recipe, is read or refused.
 *
 * The first byte chooses: a webhook of one of the four providers, signed for
 * it when the second byte asks so that the reading behind the check is
 * reached; an answer; or a recipe.
 */
#include <stdio.h>
#include <string.h>

#include "base/crypto.h"
#include "dialer/recipe.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct provider *
provider_of(int i)
{
	static const char *const names[] = {"mango", "smsc", "kannel", "unisender-go"};
	static struct provider *open[4];

	if (open[i] == NULL) {
		struct contract contract = {0};
		struct err err = {0};
		char path[100];
		snprintf(contract.provider, sizeof(contract.provider), "%s", names[i]);
		snprintf(path, sizeof(path), "config/providers/%s.yaml", names[i]);
		open[i] = provider_open(path, &contract, "https://dozvon.example", "tests/golden/secrets", &err);
		must(open[i] != NULL);
	}
	return open[i];
}

/* Puts a right signature on JSON, as Mango and UniSender would. */
static void
sign(int provider, struct view json, struct buf *out)
{
	uint8_t hash[64];
	struct buf text = {0};

	buf_init(&text);
	if (provider == 0) {
		buf_add_text(&text, "testkey");
		buf_add(&text, json.data, json.len);
		buf_add_text(&text, "testsalt");
		buf_add_text(out, "sign=");
		hex_add(out, hash, digest("sha256", text.data, text.len, hash));
		buf_add_text(out, "&json=");
		url_escape(json, out);
	} else if (provider == 3 && json.len > 0 && json.data[0] == '{') {
		buf_add_format(&text, "{\"auth\":\"testapikey\",%.*s", (int)json.len - 1, json.data + 1);
		buf_add_text(out, "{\"auth\":\"");
		hex_add(out, hash, digest("md5", text.data, text.len, hash));
		buf_add_format(out, "\",%.*s", (int)json.len - 1, json.data + 1);
	} else {
		buf_add(out, json.data, json.len);
	}
	buf_release(&text);
}

static void
fuzz_webhook(int i, bool is_signed, struct view text)
{
	static struct provider_report reports[32];
	struct buf body = {0}, path = {0};
	int count;

	buf_init(&body);
	buf_add_text(&path, i == 0 ? "/events/call" : "/dlr?token=testtoken&");
	if (i == 2)
		buf_add(&path, text.data, text.len);
	if (is_signed)
		sign(i, text, &body);
	else
		buf_add(&body, text.data, text.len);
	struct webhook webhook = {.path = path.data, .content_type = "", .headers = "", .body = buf_view(&body)};
	provider_read_webhook(provider_of(i), &webhook, reports, 32, &count);
	must(count >= 0 && count <= 32);
	for (int r = 0; r < count; r++)
		must(memchr(reports[r].dedupe, '\0', sizeof(reports[r].dedupe)) != NULL && reports[r].dedupe[0] != '\0');
	buf_release(&body);
	buf_release(&path);
}

static void
fuzz_answer(int i, struct view text)
{
	struct order order = {.address = "p@example.test", .extension = "", .text = "", .subject = "", .sender = "",
	    .agent = "", .unsubscribe_url = ""};
	struct reply reply = {.transport = TRANSPORT_ANSWERED, .status = 200};
	struct provider_answer answer;

	buf_init(&reply.headers);
	buf_init(&reply.body);
	buf_add(&reply.body, text.data, text.len);
	provider_read_answer(provider_of(i), &order, &reply, &answer);
	if (answer.class == ANSWER_UNKNOWN)
		must(answer.state == ATTEMPT_UNKNOWN || answer.state == ATTEMPT_NONE);
	provider_read_status(provider_of(i), &reply, &answer);
	buf_release(&reply.headers);
	buf_release(&reply.body);
}

static void
fuzz_recipe(struct view text)
{
	struct err err = {0};
	struct yaml *file = yaml_read("recipe.yaml", text, &err);
	struct arena memory = {0};
	struct recipe recipe = {0};

	if (file != NULL) {
		struct recipe_scope scope = {.arena = &memory, .declared = yaml_find(file, "secrets"),
		    .base_url = "http://127.0.0.1", .public_url = "http://127.0.0.1"};
		if (file->kind == YAML_MAP && !recipe_compile(&scope, file, &recipe, &err))
			must(err.text[0] != '\0');
	}
	yaml_free(file);
	arena_release(&memory);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size < 2)
		return 0;
	struct view text = {(const char *)data + 2, size - 2};
	int provider = data[0] & 3;

	switch (data[0] >> 2 & 3) {
	case 0:
	case 1:
		fuzz_webhook(provider, data[1] & 1, text);
		break;
	case 2:
		fuzz_answer(provider, text);
		break;
	default:
		fuzz_recipe(text);
	}
	return 0;
}
