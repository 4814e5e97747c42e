/*
 * merkle.c - the Merkle tree of RFC 6962 section 2.1.
 *
 * SHA-256 is called through OpenSSL's older functions: on messages as short
 * as a node (65 bytes) the fetched EVP digest costs half as much again, and
 * these keep all state on the stack, so two threads may hash at once.
 */
#define OPENSSL_SUPPRESS_DEPRECATED
#include "compliance/merkle.h"

#include <openssl/sha.h>
#include <string.h>

void
merkle_empty(struct node *out)
{
	SHA256_CTX sha;

	SHA256_Init(&sha);
	SHA256_Final(out->bytes, &sha);
}

void
merkle_leaf(const void *entry, size_t len, struct node *out)
{
	SHA256_CTX sha;

	SHA256_Init(&sha);
	SHA256_Update(&sha, "\0", 1);
	SHA256_Update(&sha, entry, len);
	SHA256_Final(out->bytes, &sha);
}

void
merkle_node(const struct node *left, const struct node *right, struct node *out)
{
	uint8_t message[1 + 2 * SHA256_SIZE] = {1};
	SHA256_CTX sha;

	memcpy(message + 1, left->bytes, SHA256_SIZE);
	memcpy(message + 1 + SHA256_SIZE, right->bytes, SHA256_SIZE);
	SHA256_Init(&sha);
	SHA256_Update(&sha, message, sizeof(message));
	SHA256_Final(out->bytes, &sha);
}

void
merkle_fold(const struct node *nodes, size_t count, struct node *out)
{
	struct node row[128];

	must(count > 0 && count <= 256 && (count & (count - 1)) == 0);
	if (count == 1) {
		*out = nodes[0];
		return;
	}
	for (size_t i = 0; i < count / 2; i++)
		merkle_node(&nodes[2 * i], &nodes[2 * i + 1], &row[i]);
	for (count /= 2; count > 1; count /= 2)
		for (size_t i = 0; i < count / 2; i++)
			merkle_node(&row[2 * i], &row[2 * i + 1], &row[i]);
	*out = row[0];
}

bool
node_equal(const struct node *a, const struct node *b)
{
	return memcmp(a->bytes, b->bytes, SHA256_SIZE) == 0;
}

/* The largest power of two smaller than n, n > 1: where RFC 6962 splits a tree. */
static uint64_t
split(uint64_t n)
{
	return UINT64_C(1) << (63 - __builtin_clzll(n - 1));
}

/* MTH(D[start:end]); start is a multiple of the split, as it is in every proof. */
static bool
range_hash(const struct subtrees *from, uint64_t start, uint64_t end, struct node *out, struct err *err)
{
	struct node left, right;
	uint64_t count = end - start;

	if ((count & (count - 1)) == 0) {
		int height = __builtin_ctzll(count);
		return from->read(from->self, height, start >> height, out, err);
	}
	uint64_t middle = start + split(count);
	if (!range_hash(from, start, middle, &left, err) || !range_hash(from, middle, end, &right, err))
		return false;
	merkle_node(&left, &right, out);
	return true;
}

bool
merkle_root(const struct subtrees *from, uint64_t size, struct node *out, struct err *err)
{
	if (size == 0) {
		merkle_empty(out);
		return true;
	}
	return range_hash(from, 0, size, out, err);
}

/* PATH of section 2.1.1: the siblings below come first. */
static bool
path(const struct subtrees *from, uint64_t index, uint64_t start, uint64_t end, struct proof *out, struct err *err)
{
	if (end - start == 1)
		return true;
	uint64_t middle = start + split(end - start);
	bool on_left = index < middle;
	if (!path(from, index, on_left ? start : middle, on_left ? middle : end, out, err))
		return false;
	must(out->count < PROOF_MAX);
	return range_hash(from, on_left ? middle : start, on_left ? end : middle, &out->node[out->count++], err);
}

bool
merkle_prove_inclusion(const struct subtrees *from, uint64_t index, uint64_t size, struct proof *out, struct err *err)
{
	must(index < size);
	out->count = 0;
	return path(from, index, 0, size, out, err);
}

/* SUBPROOF of section 2.1.2: whole says that the old tree is one of the new tree's subtrees. */
static bool
subproof(const struct subtrees *from, uint64_t old, uint64_t start, uint64_t end, bool whole, struct proof *out,
    struct err *err)
{
	bool made;

	if (old == end)
		return whole || range_hash(from, start, end, &out->node[out->count++], err);
	uint64_t middle = start + split(end - start);
	must(out->count < PROOF_MAX - 1);
	if (old <= middle)
		made = subproof(from, old, start, middle, whole, out, err) &&
		    range_hash(from, middle, end, &out->node[out->count++], err);
	else
		made = subproof(from, old, middle, end, false, out, err) &&
		    range_hash(from, start, middle, &out->node[out->count++], err);
	return made;
}

bool
merkle_prove_consistency(const struct subtrees *from, uint64_t old, uint64_t size, struct proof *out, struct err *err)
{
	must(old > 0 && old <= size);
	out->count = 0;
	return subproof(from, old, 0, size, true, out, err);
}

/* RFC 9162 section 2.1.3.2. */
bool
merkle_check_inclusion(uint64_t index, uint64_t size, const struct node *leaf, const struct proof *proof,
    const struct node *root)
{
	struct node hash = *leaf;
	uint64_t at = index;
	uint64_t last = size - 1;

	if (index >= size)
		return false;
	for (size_t i = 0; i < proof->count; i++) {
		if (last == 0)
			return false;
		if ((at & 1) || at == last) {
			merkle_node(&proof->node[i], &hash, &hash);
			for (; !(at & 1) && at != 0; at >>= 1)
				last >>= 1;
		} else {
			merkle_node(&hash, &proof->node[i], &hash);
		}
		at >>= 1;
		last >>= 1;
	}
	return last == 0 && node_equal(&hash, root);
}

/* RFC 9162 section 2.1.4.2. */
bool
merkle_check_consistency(uint64_t old, uint64_t size, const struct node *old_root, const struct proof *proof,
    const struct node *root)
{
	uint64_t at = old - 1;
	uint64_t last = size - 1;
	size_t i = 0;

	if (old == 0 || old > size)
		return false;
	if (old == size)
		return proof->count == 0 && node_equal(old_root, root);
	for (; at & 1; at >>= 1)
		last >>= 1;
	bool is_whole = (old & (old - 1)) == 0;
	if (!is_whole && proof->count == 0)
		return false;
	struct node before = is_whole ? *old_root : proof->node[i++];
	struct node after = before;
	for (; i < proof->count; i++) {
		if (last == 0)
			return false;
		if ((at & 1) || at == last) {
			merkle_node(&proof->node[i], &before, &before);
			merkle_node(&proof->node[i], &after, &after);
			for (; !(at & 1) && at != 0; at >>= 1)
				last >>= 1;
		} else {
			merkle_node(&after, &proof->node[i], &after);
		}
		at >>= 1;
		last >>= 1;
	}
	return last == 0 && node_equal(&before, old_root) && node_equal(&after, root);
}
