/* form_mark.c - which text a sheet carries, as the QR code says it: letters that fit QR's short alphabet. */
#include <stdio.h>

#include "compliance/form_paper.h"

void
form_mark(const struct form_item *item, char out[FORM_MARK])
{
	int len = snprintf(out, FORM_MARK, "DOZVON1 W%lld V%lld ", (long long)item->wording_id, (long long)item->version);

	for (int i = 0; i < 8; i++)
		len += snprintf(out + len, FORM_MARK - (size_t)len, "%02X", item->sha256[i]);
}
