/*
 * contact_confirm_store.h - a contact that proved whose an address is: C-11 counts a consent's age from the newest of them.
 *
 * What proves it: a proven consent (consent_store), a code or a link that came
 * back, a document at the desk, an own request whose proof says how the person
 * was identified, an answered call in which the agent heard name and birth
 * year (dialer/contact_mark).
 */
#ifndef COMPLIANCE_CONTACT_CONFIRM_STORE_H
#define COMPLIANCE_CONTACT_CONFIRM_STORE_H

#include "db/db.h"

struct confirmed_contact {
	int64_t contact_point;
	int64_t at;
};

/* In the transaction of the act that proves it. */
bool contact_confirm(struct db *db, const struct confirmed_contact *contacts, size_t count, struct err *err) warn_unused;

#endif
