/*
 * evidence_kind.h - what an evidence file is, by its first bytes; its name and its sender's word do not count.
 */
#ifndef COMPLIANCE_EVIDENCE_KIND_H
#define COMPLIANCE_EVIDENCE_KIND_H

#include "compliance/words.h"

/* EVIDENCE_UNKNOWN for anything else: it is not taken. */
enum evidence_kind evidence_kind_of(const uint8_t *start, size_t len);
bool evidence_kind_is_audio(enum evidence_kind kind);
const char *evidence_kind_type(enum evidence_kind kind);	/* media type: "image/png" */

#endif
