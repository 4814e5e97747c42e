/* processor.c - a processor of personal data as one number. */
#include "config/processor.h"

#include "base/crypto.h"
#include "base/little.h"

/* The digits from here on: how many, and their number. */
static size_t
digits(struct view text, size_t from, uint64_t *number)
{
	size_t i = from;

	for (*number = 0; i < text.len && text.data[i] >= '0' && text.data[i] <= '9'; i++)
		*number = *number * 10 + (uint64_t)(text.data[i] - '0');
	return i - from;
}

uint64_t
processor_key(struct view text)
{
	uint8_t hash[SHA256_SIZE];
	uint64_t number;
	size_t count;

	for (size_t i = 0; i < text.len; i += count + 1) {
		count = digits(text, i, &number);
		if (count == 10 || count == 12)
			return number;
	}
	sha256(text.data, text.len, hash);
	return little_get((const char *)hash, 8) | UINT64_C(1) << 63;	/* apart from every INN */
}
