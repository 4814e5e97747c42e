/*
 * merkle.h - the Merkle tree of RFC 6962 section 2.1: hashes and proofs, as values.
 *
 * Nothing here touches a file.  A subtree is named by its height and its index
 * among the subtrees of that height: (0, 7) is leaf 7, (8, 1) covers leaves
 * 256 to 511.  Sizes stay below 2^62.
 */
#ifndef COMPLIANCE_MERKLE_H
#define COMPLIANCE_MERKLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/crypto.h"
#include "base/err.h"

struct node {
	uint8_t bytes[SHA256_SIZE];
};

void merkle_empty(struct node *out);		/* the root of a tree without leaves */
void merkle_leaf(const void *entry, size_t len, struct node *out);
void merkle_node(const struct node *left, const struct node *right, struct node *out);
/* The hash over a power of two of neighbours; at most 256 of them. */
void merkle_fold(const struct node *nodes, size_t count, struct node *out);
bool node_equal(const struct node *a, const struct node *b);

/* A proof: sibling hashes, from the leaf upwards. */
enum { PROOF_MAX = 64 };
struct proof {
	size_t count;
	struct node node[PROOF_MAX];
};

/* Where the hashes of whole subtrees come from; false fills in err. */
struct subtrees {
	bool (*read)(void *self, int height, uint64_t index, struct node *out, struct err *err);
	void *self;
};

/* The root of the first `size` leaves. */
bool merkle_root(const struct subtrees *from, uint64_t size, struct node *out, struct err *err) warn_unused;
/* That leaf `index` is in the tree of `size`; index < size. */
bool merkle_prove_inclusion(const struct subtrees *from, uint64_t index, uint64_t size, struct proof *out,
    struct err *err) warn_unused;
/* That the tree of `old` leaves is the beginning of the tree of `size`; 0 < old <= size. */
bool merkle_prove_consistency(const struct subtrees *from, uint64_t old, uint64_t size, struct proof *out,
    struct err *err) warn_unused;

bool merkle_check_inclusion(uint64_t index, uint64_t size, const struct node *leaf, const struct proof *proof,
    const struct node *root);
bool merkle_check_consistency(uint64_t old, uint64_t size, const struct node *old_root, const struct proof *proof,
    const struct node *root);

#endif
