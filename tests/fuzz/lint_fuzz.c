/*
 * lint_fuzz.c - any bytes as text, subject and sender: the linter answers, and says the same of the same;
 * any bytes as a template: checked, and what passes is bound and filled.
 *
 *   make build-fuzz/lint_fuzz && build-fuzz/lint_fuzz -max_len=2000 -max_total_time=60
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/sms.h"
#include "campaigns/template.h"
#include "compliance/lint.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
try_template(const char *text)
{
	struct template_constants constants = {view_of("+7495"), view_of("К"), 1795420800000000, 100};
	struct template_values values = {.name = view_of("Анна"), .unsubscribe = view_of("https://x")};
	struct buf bound, out;
	struct err err;

	buf_init(&bound);
	buf_init(&out);
	if (template_check(text, &err) && template_bind(text, &constants, &bound, &err) && template_check(bound.data, &err))
		template_fill(bound.data, &values, CHANNEL_EMAIL, &out);
	buf_release(&bound);
	buf_release(&out);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct content_words *words;
	static struct lint once, twice;
	struct sms_parts parts;
	struct err err;

	if (words == NULL && (words = content_words_load("config/content-words.yaml", &err)) == NULL)
		abort();
	if (size < 2)
		return 0;
	struct view whole = {(const char *)data + 2, size - 2}, half = {whole.data, whole.len / 2};
	struct lint_text text = {.text = whole, .subject = half, .sender = half, .class = 1 + data[0] % 4,
		.channel = 1 + data[1] % 4, .now = 1795420800000000};
	lint(words, &text, &once);
	lint(words, &text, &twice);
	must(once.count == twice.count && once.count <= FINDINGS_MAX && once.neutral == twice.neutral);
	for (int i = 0; i < once.count; i++)
		must(once.finding[i].at + once.finding[i].chars <= whole.len && strlen(once.finding[i].words) < FINDING_WORDS);
	sms_parts_count(whole, &parts);
	struct buf copy;
	buf_init(&copy);
	buf_add(&copy, whole.data, whole.len);
	try_template(copy.data);
	buf_release(&copy);
	return 0;
}
