/*
 * act_reason_store.h - why somebody of the staff did it.
 *
 * The words stay in the database; the entry has their number and
 * SHA-256(salt ‖ words), so that they can be erased and not be changed.
 */
#ifndef COMPLIANCE_ACT_REASON_STORE_H
#define COMPLIANCE_ACT_REASON_STORE_H

#include "base/json.h"
#include "compliance/entry.h"

struct act_reason {
	int64_t id;
	uint8_t sha256[SHA256_SIZE];
};
/* In the open transaction.  who: staff; what: the entry that it is for.  ERR_INPUT when there are no words. */
bool act_reason_add(struct db *db, enum entry_what what, const char *words, const struct entry *who,
    struct act_reason *out, struct err *err) warn_unused;
/* The members "reason" and "reason_sha256" of an entry's data, in this order. */
void act_reason_write(const struct act_reason *reason, struct json *json);

#endif
