/*
 * script.h - what the twin does to those who use it: faults, webhooks' faults, outcomes, replies; from YAML.
 *
 * Sections are named after the parts; `all` is for every part and read
 * first.  A fault is a share (0.02) or a map {share, nth, every, ms, status, processed, retry_after, code}.
 */
#ifndef TWIN_SCRIPT_H
#define TWIN_SCRIPT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "tests/twin/dice.h"

enum part {
#define PART(name, word) PART_##name,
#include "tests/twin/part.def"
#undef PART
	PARTS
};

enum fault_kind {
#define FAULT(name, section, word, least, most) FAULT_##name,
#include "tests/twin/fault.def"
#undef FAULT
	FAULTS
};

enum outcome {
#define OUTCOME(name, ...) OUTCOME_##name,
#include "tests/twin/outcome.def"
#undef OUTCOME
	OUTCOMES
};

struct outcome_words {
	const char *word;
	int mango_reason;
	int smsc_status, smsc_err, smsc_error;
	int kannel_type;
	const char *kannel_answer;
	const char *go_status, *go_delivery, *go_failed;
};
extern const struct outcome_words outcome_words[OUTCOMES];

enum { FAULT_NTHS = 16 };
struct fault {
	double share;
	uint32_t nth[FAULT_NTHS];	/* from 1 */
	int nths;
	uint32_t every;			/* 0: not by count */
	int64_t min_ms, max_ms;
	int status;			/* of server_error */
	bool processed;			/* server_error: the order was taken on all the same */
	int retry_after;		/* throttled: seconds */
	int code;			/* error_in_200: the provider's own; 0: it chooses */
};

struct part_script {
	struct fault fault[FAULTS];
	double outcome[OUTCOMES];	/* shares; that of OUTCOME_DELIVERED is what is left */
	double at_once;			/* share of refusable outcomes that the answer itself says */
	int64_t min_delay_ms, max_delay_ms;	/* until the first webhook, and between them */
	char get_url[256];		/* kannel: where inbound SMS go; "" : HOOKS/hooks/kannel/mo?... */
};

struct script;
struct script *script_new(void);			/* nothing goes wrong */
struct script *script_read(const char *file, struct view text, struct err *err);
void *script_free(struct script *script);
const struct part_script *script_part(const struct script *script, enum part part);
/* What the script says of this address; OUTCOMES when nothing. */
enum outcome script_address(const struct script *script, struct view address);
const char *part_name(enum part part);
/* Whether the fault strikes the n-th order (from 1); draw is the dice's number for it. */
bool fault_strikes(const struct fault *fault, const struct dice *dice, unsigned draw, uint64_t n);

#endif
