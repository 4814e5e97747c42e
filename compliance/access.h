/*
 * access.h - the words of the answer to an access request (152-FZ 14(7)): what does not stand in the database as JSON.
 *
 * Pure: each function writes one JSON object, one line of its array.
 */
#ifndef COMPLIANCE_ACCESS_H
#define COMPLIANCE_ACCESS_H

#include "base/buf.h"
#include "base/uuid.h"
#include "compliance/capsule_story.h"
#include "compliance/matter.h"
#include "config/contracts.h"

/* Sentences, NULL-terminated. */
extern const char *const access_known[], *const access_unknown[], *const access_methods[], *const access_rights[];

void access_begin(const struct matter *matter, int64_t now, struct capsule_story *story);
void access_statement(const char *words, struct buf *out);
void access_recipient(const struct contract *contract, int64_t first_at, int64_t last_at, int64_t times, struct buf *out);
void access_transfer(const struct contract *contract, struct buf *out);
/* reasons: (rule, reason) pairs as decisions keep them. */
void access_decision(struct uuid id, int64_t at, int64_t campaign, const char *outcome, struct view reasons, struct buf *out);
/* The n-th kind of what is kept, and for how long; false after the last. */
bool access_term(int n, const struct policy *policy, struct buf *out) warn_unused;

#endif
