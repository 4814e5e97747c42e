/*
 * edge.h - the growing right edge of a log: the open tile of every level and
 * the open bundle.  Constant memory however long the log: a full tile is
 * written and forgotten, its hash goes to the level above.
 */
#ifndef COMPLIANCE_EDGE_H
#define COMPLIANCE_EDGE_H

#include "compliance/checkpoint.h"
#include "compliance/log_dir.h"

struct edge;
/* The edge of an empty log. */
struct edge *edge_new(struct log_dir *dir);
/*
 * The edge of the log in dir as the checkpoint signed it.  ERR_REFUSED when
 * the files are missing or lead to another root: nothing may be added then.
 */
struct edge *edge_load(struct log_dir *dir, const struct checkpoint *checkpoint, struct err *err);
void *edge_free(struct edge *edge);			/* returns NULL */

bool edge_add(struct edge *edge, const void *entry, size_t len, struct err *err) warn_unused;
struct checkpoint edge_checkpoint(const struct edge *edge);	/* size and root as they are now */
/* Writes the partial tiles of this size and makes all written files durable. */
bool edge_settle(struct edge *edge, struct err *err) warn_unused;
/* Removes partial tiles of the smaller size whose full tile is there. */
void edge_drop_partials(struct edge *edge, uint64_t size);

#endif
