/*
 * export_mark.h - which export a copy is of, written into it seen and unseen.  Pure.
 *
 * Seen: a code in each row, "7-1f2e3d4c": the export's number and an HMAC over it.  Unseen: the same bits as characters
 * without width inside each name, so that one row that was cut out and pasted elsewhere still says where it is from.
 * Who retypes the names or strips such characters gets rid of the second; nobody can write the mark of another export.
 */
#ifndef CAMPAIGNS_EXPORT_MARK_H
#define CAMPAIGNS_EXPORT_MARK_H

#include "base/buf.h"
#include "base/crypto.h"

enum { EXPORT_MARK_CODE = 32, EXPORT_MARKS_FOUND = 16 };

void export_mark_code(const struct installation_key *key, int64_t export, char out[EXPORT_MARK_CODE]);
/* The name with the unseen mark behind its first character. */
void export_mark_name(const struct installation_key *key, int64_t export, struct view name, struct buf *out);
/* The exports whose marks of either kind stand in the text, each once; how many. */
int export_mark_find(const struct installation_key *key, struct view text, int64_t out[EXPORT_MARKS_FOUND]);

#endif
