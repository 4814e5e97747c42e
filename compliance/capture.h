/*
 * capture.h - consents as they are taken: one act over one form becomes an event per box.
 *
 * Three ways: a page with a one-time code, paper at the desk, a text read out
 * in a call.  Each has evidence without which it is not taken (law.md 1.12,
 * C-03 to C-06); an agent's tick never brings back what was refused (W-01).
 */
#ifndef COMPLIANCE_CAPTURE_H
#define COMPLIANCE_CAPTURE_H

#include "compliance/consent_store.h"
#include "compliance/form.h"

enum capture_way { CAPTURE_UNKNOWN, CAPTURE_WEB, CAPTURE_PAPER, CAPTURE_VOICE };

struct capture {
	enum capture_way way;
	const struct form *form;
	struct address address;
	int64_t party;			/* 0: the only one who holds the address */
	uint16_t given, refused;	/* bit per place: WORD_BIT(place) */
	int64_t at;
	int64_t representative;		/* the party who decides for this one; 0: the person */
	const char *authority;		/* document of authority; NULL */

	int64_t staff;			/* who took paper or voice */
	const char *identity_shown;	/* paper: which document was shown, not its number */
	bool written;			/* paper: every group of C-03 was found filled in */
	const uint8_t *file_sha256;	/* of the scan or the recording, in the evidence store; NULL */
	int64_t offset_ms;		/* voice: where in the recording the text begins */

	struct uuid session, code_check;	/* web: the page; the attempt that carried the code */
	int64_t code_sent_at;
	const char *ip, *user_agent;
};

/* "1,3" -> bits; false for anything else. */
bool capture_places(const char *text, uint16_t *out);
/* NULL, or why it cannot be taken: English, for say().  Pure. */
const char *capture_fault(const struct capture *capture);
/* What one box says, as an event.  Pure. */
void capture_said(const struct capture *capture, const struct form_item *item, enum consent_act act,
    struct consent_said *out);

struct captured {
	int64_t party;
	int recorded, refused, unproven;
	enum consent_lack lack;		/* of the last unproven one */
	int raised;			/* consents spoken earlier that this act proves */
	struct uuid receipt;
};
/* One transaction: events, entries, receipt.  who: instant, person and process. */
bool capture_add(struct db *db, const struct capture *capture, const struct entry *who, struct captured *out,
    struct err *err) warn_unused;
/* The same in the open transaction. */
bool capture_put(struct db *db, const struct capture *capture, const struct entry *who, struct captured *out,
    struct err *err) warn_unused;

#endif
