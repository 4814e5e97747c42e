/*
 * provider.h - one provider: its recipe, our contract with it, and its secrets.
 *
 * A recipe (config/providers/NAME.yaml) says how our order becomes their
 * request, how their answers and reports become our words, how they sign and
 * how we verify.  Sending lives once, in http_client.h.
 */
#ifndef DIALER_PROVIDER_H
#define DIALER_PROVIDER_H

#include "base/buf.h"
#include "base/uuid.h"
#include "compliance/clearance.h"
#include "config/contracts.h"
#include "config/settings.h"
#include "dialer/attempt_state.h"

struct provider;
struct providers;

/* All providers that have a contract; recipes and secrets are read and checked. */
struct providers *providers_load(const struct settings *settings, struct err *err);
void *providers_free(struct providers *providers);
struct provider *provider_find(const struct providers *providers, const char *name);	/* NULL: none */
struct provider *provider_at(const struct providers *providers, int i);			/* NULL after the last */
const struct contract *provider_contract(const struct provider *provider);
enum channel provider_channel(const struct provider *provider);	/* its first one */
bool provider_serves(const struct provider *provider, enum channel channel);

/* What is to be sent: the least that delivery needs (P-04). */
struct order {
	struct uuid attempt;		/* the decision's id; the only name that leaves the house */
	enum channel channel;		/* UNKNOWN: the provider's first; what is sent goes by the clearance's */
	const char *address;		/* E.164 or e-mail */
	const char *extension;		/* dialled after the answer; "" */
	const char *text;		/* filled template */
	const char *subject;		/* e-mail; "" */
	const char *sender;		/* SMS sender name, From address, or the calling number */
	const char *agent;		/* the agent's extension or number for call-back; "" */
	const char *unsubscribe_url;	/* e-mail; "" */
};

/* A built request; the bytes of its body are exactly those that were signed. */
struct request {
	char method[8];
	struct buf url;
	struct buf headers;		/* "Name: value\n" lines */
	struct buf body;
};
/* Spends nothing yet; NULL when the clearance is not for this order's address and the provider's channel. */
struct request *request_new(const struct provider *provider, const struct clearance *clearance,
    const struct order *order, int64_t now, struct err *err);
void *request_free(struct request *request);
/* Asks the provider what became of an attempt (reconciliation); NULL with ERR_ABSENT when it cannot be asked. */
struct request *request_status(const struct provider *provider, const struct order *order, const char *provider_ref,
    int64_t now, struct err *err);

/* W-05: what their own stop-list can take.  LETTER: nothing by machine, a person writes to them.  NONE: they keep none. */
enum stop_list { STOP_LIST_MACHINE, STOP_LIST_LETTER, STOP_LIST_NONE };
enum stop_list provider_stop_list(const struct provider *provider);
/* Tells the provider that this address refuses; NULL with ERR_ABSENT when it takes nothing by machine.  May be repeated. */
struct request *request_stop_list(const struct provider *provider, const char *address, struct err *err);

/* What came back from the network. */
enum transport {
	TRANSPORT_ANSWERED,	/* a whole HTTP answer */
	TRANSPORT_NOTHING_SENT,	/* failed before any byte of the request was out: the same attempt may be made later */
	TRANSPORT_UNKNOWN,	/* failed after: never sent again blindly */
};
struct reply {
	enum transport transport;
	int status;		/* HTTP */
	struct buf headers;	/* as received, "Name: value\n" */
	struct buf body;	/* at most 1 MiB */
	const char *error;	/* of the transport, for the log */
};

/* What follows for us. (Not CLASS_: that is a message's, compliance/words.def.) */
enum answer_class {
	ANSWER_ACCEPTED, ANSWER_RETRY, ANSWER_THROTTLE, ANSWER_BAD_RECIPIENT, ANSWER_OPTOUT, ANSWER_BAD_REQUEST,
	ANSWER_ACCOUNT, ANSWER_UNKNOWN,
};
struct provider_answer {
	enum answer_class class;
	/* What the attempt becomes; of a status query: what it is.  Nothing sent: ANSWER_RETRY and ATTEMPT_DROPPED. */
	enum attempt_state state;
	char code[48];			/* the provider's own word */
	char provider_ref[80];		/* "" when the provider named none */
	int retry_after;		/* seconds; 0 when not said */
	bool by_carrier;		/* of a refusal: G-09 */
};
void provider_read_answer(const struct provider *provider, const struct order *order, const struct reply *reply,
    struct provider_answer *out);
/* What the attempt is after it. */
enum attempt_state answer_attempt_state(const struct provider_answer *answer);
/* Of a status query: false when the provider does not know the attempt or the answer cannot be read. */
bool provider_read_status(const struct provider *provider, const struct reply *reply, struct provider_answer *out);

/* Of a refusal told: only ANSWER_ACCEPTED is an acknowledgement; what no rule knows is UNKNOWN. */
void provider_read_listed(const struct provider *provider, const char *address, const struct reply *reply,
    struct provider_answer *out);

const char *answer_class_name(enum answer_class class);	/* "bad_recipient" */

/*
 * One report inside a webhook.  When it names both our attempt and the
 * provider's id, the id is to be remembered with the attempt: later reports
 * may name the provider's id alone (Mango's entry_id).
 */
enum report_kind { REPORT_STATUS, REPORT_INBOUND_TEXT, REPORT_UNSUBSCRIBE, REPORT_DTMF, REPORT_IGNORED };
struct provider_report {
	enum report_kind kind;
	struct uuid attempt;		/* by our id; all zero when the provider names its own */
	char provider_ref[80];		/* "" or the provider's id */
	enum attempt_state state;
	char status[48];		/* the provider's own word */
	char dedupe[160];		/* the same report always has the same */
	int64_t said_at;		/* 0 when not said */
	char address[256];		/* of an inbound text: who wrote; normalised */
	char text[512];			/* of an inbound text; the keys of a dtmf */
	bool by_carrier;		/* of a refusal: G-09 */
};
enum webhook_verdict { WEBHOOK_VALID, WEBHOOK_FORGED, WEBHOOK_UNREADABLE };
struct webhook {
	const char *path;		/* after /hooks/NAME, with its query */
	const char *content_type;
	const char *headers;		/* "Name: value\n" */
	struct view body;
	int64_t received_at;
};
/* Verifies, then reads at most max reports. */
enum webhook_verdict provider_read_webhook(const struct provider *provider, const struct webhook *webhook,
    struct provider_report *out, int max, int *count);
/* The secret word that the provider's webhook URL must carry; "" when it signs instead. For building the URL we register. */
const char *provider_webhook_token(const struct provider *provider);

#endif
