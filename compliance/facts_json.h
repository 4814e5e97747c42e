/*
 * facts_json.h - facts as JSON: how a decision stores what it knew, and how `dozvon gate` is asked.
 *
 * Members are named as the fields of struct facts, words as in words.def,
 * instants are RFC 3339, zones IANA names.  What is not known is not there.
 * Written canonically (RFC 8785); read strictly: an unknown or doubled
 * member is an error that names it.
 */
#ifndef COMPLIANCE_FACTS_JSON_H
#define COMPLIANCE_FACTS_JSON_H

#include "base/buf.h"
#include "base/err.h"
#include "compliance/facts.h"

bool facts_read_json(struct view text, struct facts *out, struct err *err) warn_unused;
/* Appends one line without a line break. */
void facts_write_json(const struct facts *facts, struct buf *out);
/* The JSON Schema (2020-12) of the same members. */
void facts_write_schema(struct buf *out);

#endif
