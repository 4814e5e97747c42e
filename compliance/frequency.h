/*
 * frequency.h - how often a person was contacted, counted from what party.recent remembers.
 *
 * The claim adds a mark in the transaction that makes the attempt, under the
 * party's lock, so caps are exact.  Packed: 8 bytes a mark, little-endian:
 * minutes since 1970 u32, channel u8, advertising u8 (1 or 0), zero u16; the
 * newest last.  Marks older than 31 days are dropped when one is added.
 */
#ifndef COMPLIANCE_FREQUENCY_H
#define COMPLIANCE_FREQUENCY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "compliance/facts.h"

enum { FREQUENCY_MARK = 8, FREQUENCY_MARKS_MAX = 512 };

/* Rolling windows of 24 hours, 7 and 30 days that end at now.  False, and all -1, when the bytes are no marks. */
bool frequency_count(struct view marks, int64_t now, struct frequency *out);
/* When the oldest mark of each window stops being counted, less the window; all 0 when the bytes are no marks. */
void frequency_find_oldest(struct view marks, int64_t now, struct frequency_oldest *out);
/* marks without the old ones, and with a new one. */
void frequency_add(struct view marks, int64_t now, enum channel channel, bool advertising, struct buf *out);

#endif
