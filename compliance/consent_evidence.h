/*
 * consent_evidence.h - the evidence of one consent, read once, and what it lacks (law.md 1.12, C-03, C-04, C-06).
 */
#ifndef COMPLIANCE_CONSENT_EVIDENCE_H
#define COMPLIANCE_CONSENT_EVIDENCE_H

#include "compliance/consent_said.h"

struct json_t;			/* jansson's: its header does not go with base/json.h */

struct consent_evidence {
	struct json_t *object;			/* owned; NULL when there is none */
	enum collection_point point;
};

void consent_evidence_open(const struct consent_said *said, struct consent_evidence *out);
void consent_evidence_release(struct consent_evidence *evidence);
/* A text that is not empty, or a number. */
bool consent_evidence_has(const struct consent_evidence *evidence, const char *name);

/* False when it is no SHA-256 in hexadecimal. */
bool consent_evidence_hash(const struct consent_evidence *evidence, const char *name, uint8_t out[SHA256_SIZE]);
/* C-02: the consent stands in a contract, and nobody could refuse it. */
bool consent_evidence_is_clause(const struct consent_evidence *evidence);
/* The names of the missing fields, ", " between them, into missing (NULL: only counts).  Returns how many. */
int consent_evidence_missing(const struct consent_said *said, const struct consent_evidence *evidence, struct buf *missing);
/* C-03: the groups of a written consent that whoever read the document found in it. */
bool consent_evidence_is_written(const struct consent_said *said, const struct consent_evidence *evidence);
/* The registered text's hash, when one is stated, is the one that was shown; the tick was not set beforehand. */
bool consent_evidence_fits_text(const struct consent_said *said, const struct consent_evidence *evidence);

#endif
