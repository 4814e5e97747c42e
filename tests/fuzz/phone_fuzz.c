/*
 * phone_fuzz.c - any bytes as a phone number and as a cell of them; what comes out must be well formed.
 *
 * clang -fsanitize=fuzzer,address,undefined: see the Makefile's fuzz rule.
 */
#include "base/phone.h"

#include <string.h>

#include "base/err.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static void
check(const struct phone *phone)
{
	struct phone again;
	enum phone_fault fault;
	char mask[PHONE_MASK_TEXT];
	size_t digits = strlen(phone->e164) - 1;

	must(phone->e164[0] == '+' && digits >= 6 && digits <= 15);
	must(strspn(phone->e164 + 1, "0123456789") == digits);
	must(strspn(phone->extension, "0123456789") == strlen(phone->extension));
	must(phone_parse(view_of(phone->e164), &again, &fault));
	must(strcmp(again.e164, phone->e164) == 0 && again.extension[0] == '\0');
	phone_mask(phone->e164, mask);
	must(strlen(mask) < PHONE_MASK_TEXT);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct view text = {(const char *)data, len};
	struct phone phone[4];
	enum phone_fault fault;

	if (phone_parse(text, &phone[0], &fault))
		check(&phone[0]);
	int count = phone_parse_cell(text, phone, 4, &fault);
	must(count >= 0 && count <= 4 && (count > 0 || fault != PHONE_OK));
	for (int i = 0; i < count; i++)
		check(&phone[i]);
	return 0;
}
