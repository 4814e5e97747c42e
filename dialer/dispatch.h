/*
 * dispatch.h - the parts of one dispatcher: what claim.c, outlet.c, settle.c and dispatcher.c share.
 *
 * A target moves through them in one direction: a lane claims it (claim.c), an
 * outlet queues and sends it (outlet.c), its answer is written (settle.c).
 * Nobody outside these files includes this.
 */
#ifndef DIALER_DISPATCH_H
#define DIALER_DISPATCH_H

#include <event2/event.h>

#include "base/clock.h"
#include "base/crypto.h"
#include "campaigns/campaign.h"
#include "compliance/gate.h"
#include "config/regions.h"
#include "db/pipe.h"
#include "dialer/http_client.h"
#include "dialer/watermark.h"

enum { BATCH_MAX = 1000, LANES = 3, LIVES_MAX = 256 };

/* A provider as this dispatcher uses it: what is cleared for it and waits, and what is under way. */
struct outlet {
	struct provider *provider;
	struct send *first, *last;
	int queued;
	int running;
	int unsettled;			/* answered, not yet written */
	int connections;
	int allowance;			/* of the shared rate limit, taken and not yet used */
	int64_t paused_until;
};

/* A running campaign.  Kept while attempts of it are under way. */
struct live {
	struct campaign campaign;
	struct outlet *outlet;
	bool advertising;
	bool running;
	struct watermark watermark;
	int64_t idle_until;
	int under_way;
};

/* One cleared attempt on its way. */
struct send {
	struct send *next;
	struct dispatcher *dispatcher;
	struct live *live;
	struct clearance *clearance;
	struct uuid decision;
	int64_t contact_point, party;
	int64_t sent_at;
	int attempts;			/* before this one */
	bool taken_back;		/* refused before it came to its outlet */
	uint8_t token[TOKEN_SIZE];
	char *address, *extension, *name, *agent;	/* in the same block of memory */
};

/* One claiming connection: at most one transaction under way. */
struct lane {
	struct dispatcher *dispatcher;
	struct pipe *pipe;
	struct live *live;		/* NULL: free */
	struct claim *claim;
	bool walks;		/* over those that may go at once */
	int wanted;
	int64_t now;
};

/* What an attempt came to, to be written. */
struct settlement {
	struct send *send;
	enum attempt_state state;
	struct provider_answer answer;
	bool again;			/* the target is due again */
	int64_t not_before;
};

struct dispatcher {
	const struct settings *settings;
	const char *name;
	struct event_base *base;
	struct installation_key key;
	struct regions *regions;
	struct policy *policy;
	struct providers *providers;
	struct http_client *http;
	struct db *db;			/* small things that may wait: the running campaigns */
	struct pipe *ears;		/* listens for refusals: never inside a transaction */
	struct pipe *results;
	struct lane lane[LANES];
	struct live *live[LIVES_MAX];
	int lives;
	int next_live;
	struct outlet outlet[32];
	int outlets;

	struct settlement *waiting, *writing;	/* two arrays that change places */
	int waiting_count, writing_count, settlement_size;
	bool is_writing;
	struct event *settle_soon, *turn, *reload, *stopped;
	bool stopping, broken;
	bool lawless;			/* no pack in force: stops */
	int64_t sent;
	bool dirty;			/* a turn is due at the end of this loop */
};

/* What is not sent any more, though it is cleared: of whom, or of what purpose; with neither, all. */
struct drop {
	const char *parties;		/* "12,57"; NULL */
	enum purpose purpose;
};

/* claim.c */
void lane_start(struct lane *lane, struct live *live, int wanted, int64_t now);
void *claim_free(struct claim *claim);
/* What this lane has cleared for them does not go out: their refusal was heard before the answer to its commit. */
void lane_take_back(struct lane *lane, const struct drop *drop);

/* outlet.c */
void outlet_add(struct dispatcher *dispatcher, struct send *send);
void outlet_send_more(struct dispatcher *dispatcher, struct outlet *outlet);
/* Drops what is cleared and waits; what is being claimed as well. */
void outlet_drop(struct dispatcher *dispatcher, const struct drop *drop);
bool is_dropped(const struct drop *drop, const struct live *live, int64_t party);
void *send_free(struct send *send);

/* settle.c */
void settle(struct dispatcher *dispatcher, struct send *send, const struct provider_answer *answer,
    enum attempt_state state, bool again, int64_t not_before);
void settle_flush(struct dispatcher *dispatcher);
int settle_waiting(const struct dispatcher *dispatcher);

/* dispatcher.c: something has changed; look for work at the end of this turn of the loop. */
void dispatcher_wake(struct dispatcher *dispatcher);
/* A connection is lost: nothing cleared may go out any more until the ears are back. */
void dispatcher_broken(struct dispatcher *dispatcher, const struct err *err);

#endif
