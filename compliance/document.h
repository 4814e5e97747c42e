/*
 * document.h - one paper of the registers: the notification to Roskomnadzor, orders, contracts, licences, and until when they hold.
 */
#ifndef COMPLIANCE_DOCUMENT_H
#define COMPLIANCE_DOCUMENT_H

#include "compliance/deadline.h"
#include "compliance/words.h"

enum document_state { DOCUMENT_VALID, DOCUMENT_SOON, DOCUMENT_OVERDUE, DOCUMENT_NOT_YET };
const char *document_state_name(enum document_state state);
const char *document_state_russian(enum document_state state);

struct document {
	int64_t id;
	enum document_kind kind;
	char number[64];
	int64_t legal_entity_inn;
	char provider[32];		/* PROCESSOR_ORDER, CONTRACT: with whom; "" */
	char roles[64];			/* CONTRACT: "advertiser,distributor" of P-05; "" */
	uint16_t purposes;		/* RKN_NOTIFICATION: bits */
	int64_t valid_from;		/* RKN_CHANGE: when what was notified changed */
	int64_t valid_until;		/* 0: without end */
	int64_t done_at;		/* RKN_CHANGE: when it was sent; 0: not yet */
	char owner[64];			/* login */
};

/* NULL, or what is wrong with it, English, for say(). */
const char *document_fault(const struct document *document);
/*
 * As of now.  *due: the first instant at which it is overdue, 0 when there is none.  A change has the deadline of
 * the pack, all else its own end; what the pack does not say makes it overdue.
 */
enum document_state document_judge(const struct document *document, const struct policy *policy, int64_t now, int64_t *due);

#endif
