/*
 * lost_store.h - what the log has and a database that was restored from an older copy has not: read, and put back into the table of entries.
 */
#ifndef COMPLIANCE_LOST_STORE_H
#define COMPLIANCE_LOST_STORE_H

#include "compliance/facts.h"
#include "compliance/log_tree.h"
#include "compliance/seal.h"

/* An entry that takes something back or away; texts are lent, "" where the word has none. */
struct lost {
	const char *what;
	const uint8_t *subject;		/* TOKEN_SIZE bytes, or NULL */
	int64_t at;
	struct suppression_fact refusal;
	const char *path;
	int64_t party, act, campaign;
	const char *reason;		/* of an erasure */
	struct uuid consent;
	const char *deed, *code, *channels;
	const char *state;		/* of a party, to which it went */
};
typedef bool lost_take(void *self, const struct lost *lost, struct err *err);

/* Each such entry of the log from index `from` on, in its order; ends with the first false of take. */
bool lost_each(struct db *db, struct log_tree *tree, uint64_t from, lost_take *take, void *self, struct err *err) warn_unused;

bool lost_is_holder(struct db *db, int64_t party, const uint8_t token[TOKEN_SIZE], bool *out, struct err *err) warn_unused;
/* Targets of the campaign at this address that nobody has claimed. */
bool lost_stop(struct db *db, int64_t campaign, const uint8_t token[TOKEN_SIZE], int64_t *stopped, struct err *err) warn_unused;

/*
 * In the open transaction: the entries behind head that the tree has, in its order, and that they are sealed.  What the
 * database has of them already keeps its place; what it has beyond them comes after.
 */
bool lost_put_back(struct db *db, struct log_tree *tree, const struct seal *head, struct err *err) warn_unused;

#endif
