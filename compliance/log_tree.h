/* log_tree.h - reading the tree and the entries of a log out of its files. */
#ifndef COMPLIANCE_LOG_TREE_H
#define COMPLIANCE_LOG_TREE_H

#include "compliance/log_archive.h"
#include "compliance/checkpoint.h"

struct log_tree {
	const struct log_dir *dir;
	uint64_t size;		/* of the checkpoint that names the partial tiles */
	struct buf buf;		/* one for each thread */
	struct log_archive archive;	/* where bundles are that are no loose files any more */
	struct kept_tile *kept;	/* the newest of each level that proofs were made of: their hashes lie side by side */
};

void log_tree_init(struct log_tree *tree, const struct log_dir *dir, uint64_t size);
void log_tree_release(struct log_tree *tree);
struct subtrees log_tree_subtrees(struct log_tree *tree);

/* All hashes of one tile, tile->width of them.  ERR_REFUSED names the file when it is missing or of a wrong length. */
bool log_tree_tile(struct log_tree *tree, const struct tile *tile, struct node *out, struct err *err) warn_unused;
/* The bytes of a bundle, valid until the next call. */
bool log_tree_bundle(struct log_tree *tree, const struct tile *bundle, struct view *out, struct err *err) warn_unused;
/* One entry, valid until the next call; index < size. */
bool log_tree_entry(struct log_tree *tree, uint64_t index, struct view *out, struct err *err) warn_unused;
/* Whether what the files say about the beginning is what the older checkpoint signed; ERR_REFUSED when it is not. */
bool log_tree_continues(const struct log_dir *dir, const struct checkpoint *old, const struct checkpoint *next, struct err *err)
    warn_unused;

#endif
