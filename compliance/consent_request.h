/*
 * consent_request.h - a form that was sent in: asked for a code, confirmed with it.
 *
 * Sending the code is a contact like any other: a target of the form's own
 * campaign, judged by the gate, cleared, recorded.  Its basis is the person's
 * request for a code, which ends by itself after CODE_LASTS.
 */
#ifndef COMPLIANCE_CONSENT_REQUEST_H
#define COMPLIANCE_CONSENT_REQUEST_H

#include "compliance/capture.h"
#include "compliance/code_check.h"

enum { REQUEST_IP = 46, REQUEST_AGENT = 300, REQUESTS_OF_ADDRESS = 3, REQUESTS_OF_IP = 20 };
#define REQUEST_WINDOW HOUR

struct consent_request {
	struct uuid id;			/* the page's session */
	int64_t form, party, contact_point, campaign;
	struct address address;
	uint16_t items;
	bool is_new;			/* the party was made for it */
	char ip[REQUEST_IP], user_agent[REQUEST_AGENT];
	int64_t asked_at;
	int tries;
	int64_t confirmed_at;
	struct uuid receipt;
	struct uuid code_check;		/* the attempt; zeros: nothing has been sent */
	int64_t code_sent_at;
};

/* How many forms were sent in since: for this address, from this IP. */
bool consent_request_count(struct db *db, const uint8_t token[TOKEN_SIZE], const char *ip, int64_t since,
    int64_t *of_address, int64_t *of_ip, struct err *err) warn_unused;
/* In the open transaction: what makes the code go: basis, target, entry.  Of the request: id, form, party, contact point, address, campaign, when asked. */
bool consent_request_order(struct db *db, const struct consent_request *request, int64_t legal_entity_inn,
    const struct entry *who, struct err *err) warn_unused;
/* The same with the request itself.  ERR_CONFLICT: the page was sent in before. */
bool consent_request_put(struct db *db, const struct consent_request *request, int64_t legal_entity_inn,
    const struct entry *who, struct err *err) warn_unused;
/* ERR_ABSENT */
bool consent_request_find(struct db *db, const struct installation_key *key, struct uuid id, struct consent_request *out,
    struct err *err) warn_unused;
/* The request that this attempt answered. */
bool consent_request_of(struct db *db, const struct installation_key *key, struct uuid attempt,
    struct consent_request *out, struct err *err) warn_unused;
/* A transaction of its own: a try counts whatever comes after.  *left is false when all are used up. */
bool consent_request_try(struct db *db, struct uuid id, bool *left, struct err *err) warn_unused;
/* One transaction: the consents, the receipt, the end of the request.  ERR_CONFLICT: it was confirmed before. */
bool consent_request_confirm(struct db *db, const struct consent_request *request, const struct form *form,
    const struct entry *who, struct captured *out, struct err *err) warn_unused;

#endif
