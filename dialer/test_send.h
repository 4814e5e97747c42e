/*
 * test_send.h - one request made by hand: of a running campaign, to an address that the database knows.
 *
 * It is no way round the gate.  The party is locked, the facts are read after
 * the lock and judged, the decision, the attempt and the entry are committed
 * before anything goes out (P1, P2); what became of it is written as every
 * attempt's.  The text is the campaign's: another one was never approved.
 */
#ifndef DIALER_TEST_SEND_H
#define DIALER_TEST_SEND_H

#include "base/crypto.h"
#include "campaigns/campaign.h"
#include "compliance/gate.h"
#include "config/regions.h"
#include "dialer/provider.h"

struct test_send {
	struct db *db;
	const struct installation_key *key;
	const struct policy *policy;
	const struct regions *regions;
	const struct provider *provider;
	int64_t staff;			/* who does it; 0: at the command line */
	int64_t now;

	struct campaign campaign;	/* from here on: test_send_clear fills it in */
	int64_t contact_point, party, agent;
	char address[256], extension[24], name[400], agent_extension[24];
	uint8_t token[TOKEN_SIZE];
	struct facts facts;
	struct verdict verdict;
	struct uuid decision;
	struct clearance *clearance;	/* NULL: the verdict is not ALLOW */
};

/* Commits the decision, whatever it is.  Fails when there is nothing to decide about: ERR_ABSENT, ERR_INPUT. */
bool test_send_clear(struct test_send *send, int64_t campaign, const char *address, struct err *err) warn_unused;
struct request *test_send_request(struct test_send *send, const char *public_url, struct err *err);
bool test_send_settle(struct test_send *send, const struct provider_answer *answer, enum attempt_state state, int64_t sent_at,
    int64_t now, struct err *err) warn_unused;
void test_send_release(struct test_send *send);

/* Whether a request stays on this machine: the twin, a stub.  Without a database nothing else is sent. */
bool request_stays_here(const struct request *request);

#endif
