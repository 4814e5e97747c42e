/* bundle.h - up to 256 entries in one file, each with its length in two bytes, big-endian, before it. */
#ifndef COMPLIANCE_BUNDLE_H
#define COMPLIANCE_BUNDLE_H

#include "base/buf.h"
#include "base/err.h"
#include "compliance/tile.h"

enum { BUNDLE_MAX = TILE_WIDTH * (2 + UINT16_MAX) };

static inline void
bundle_add(struct buf *bundle, const void *entry, size_t len)
{
	must(len <= UINT16_MAX);
	buf_add_char(bundle, (char)(len >> 8));
	buf_add_char(bundle, (char)len);
	buf_add(bundle, entry, len);
}

/* The next entry, cut from the front of rest; false when rest does not hold a whole one. */
static inline bool
bundle_next(struct view *rest, struct view *entry)
{
	const uint8_t *bytes = (const uint8_t *)rest->data;

	if (rest->len < 2)
		return false;
	size_t len = (size_t)bytes[0] << 8 | bytes[1];
	if (rest->len < 2 + len)
		return false;
	*entry = (struct view){rest->data + 2, len};
	*rest = (struct view){rest->data + 2 + len, rest->len - 2 - len};
	return true;
}

#endif
