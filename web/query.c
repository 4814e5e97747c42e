/* query.c - one field of an address's query or of a posted form; dialer/form.h decodes. */
#include "web/query.h"

#include <stdint.h>
#include <string.h>
#include <unistr.h>

#include "dialer/form.h"

bool
query_field(struct view query, const char *name, char *out, size_t size)
{
	struct buf value = {0};

	bool fits = form_field(query, name, &value) && value.len < size &&
	    u8_check((const uint8_t *)value.data, value.len) == NULL;
	if (fits && value.len > 0)
		memcpy(out, value.data, value.len);
	if (fits)
		out[value.len] = '\0';
	buf_release(&value);
	return fits;
}
