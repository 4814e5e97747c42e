/*
 * receipt.h - what a person gets after each capture: what was agreed to, with whom, for how long, how to take it back.
 *
 * As JSON in the shape of ISO/IEC TS 27560 with DPV terms
 * (docs/receipt.schema.json), kept as it was handed out; and as a page behind
 * a link that names nobody, ends after RECEIPT_LASTS and can be revoked.
 */
#ifndef COMPLIANCE_RECEIPT_H
#define COMPLIANCE_RECEIPT_H

#include "compliance/consent_store.h"
#include "compliance/form.h"
#include "compliance/link_token.h"

#define RECEIPT_LASTS (90 * DAY)

struct receipt {
	struct uuid id;
	int64_t made_at;
	const struct form *form;
	const struct consent_said *said;
	const bool *proven;
	size_t count;
};
/* Canonical JSON.  Pure. */
void receipt_write(const struct receipt *receipt, struct buf *out);
/* In the open transaction, with an entry. */
bool receipt_put(struct db *db, const struct form *form, const struct consent_said *said,
    const struct consent_recorded *recorded, size_t count, const struct entry *who, struct uuid *id,
    struct err *err) warn_unused;

void receipt_token_make(const struct installation_key *key, struct uuid id, char out[LINK_TOKEN_TEXT]);
bool receipt_token_read(const struct installation_key *key, struct view token, struct uuid *id);

/* One consent of a receipt, as it stands now. */
struct receipt_line {
	struct uuid consent;
	enum consent_code code;
	uint16_t channels, purposes;
	int64_t legal_entity_inn;
	const char *entity;
	int64_t said_at, valid_until;
	const char *text;
	bool given;			/* false: it was refused */
	bool taken_back;
};
struct receipt_opened {
	struct uuid id;			/* zeros: of an address */
	struct address address;		/* text "" when the person has been erased */
	int64_t party;
	int64_t made_at, expires_at;
	const char *body;
	int lines;
	struct receipt_line line[FORM_ITEMS];
	struct rows *rows[2];		/* own the texts */
};
/* ERR_ABSENT when it is not there, has expired or was revoked: strangers cannot tell which. */
bool receipt_open(struct db *db, struct uuid id, int64_t now, struct receipt_opened *out, struct err *err) warn_unused;
/* The newest FORM_ITEMS consents of an address, as if one receipt were over them all.  party 0: several hold the address, and none takes back. */
bool receipt_of_address(struct db *db, const struct address *address, int64_t party, struct receipt_opened *out, struct err *err) warn_unused;
void receipt_close(struct receipt_opened *receipt);

/* Takes back the consents whose bit (WORD_BIT of the line from 1) is set: events and refusals, one transaction. */
bool receipt_withdraw(struct db *db, const struct receipt_opened *receipt, uint16_t lines, const struct entry *who,
    int *withdrawn, struct err *err) warn_unused;
/* The link opens no more. */
bool receipt_revoke(struct db *db, struct uuid id, int64_t now, struct err *err) warn_unused;

#endif
