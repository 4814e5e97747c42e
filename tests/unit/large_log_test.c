/*
 * large_log_test.c - the arithmetic of a log of a hundred million entries, without a hundred million entries.
 *
 * Entry i says i mod 257.  257 is odd, so neighbours differ at every height,
 * and a full subtree depends only on its height and its first entry mod 257:
 * 257 hashes a height make the whole tree.  Roots and proofs are compared with
 * the recursive definitions of RFC 6962 written out anew, and the files that a
 * few proofs touch are written as the sealer would have.  DOZVON_LOG_SIZE: another size.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "compliance/bundle.h"
#include "compliance/log_proof.h"
#include "compliance/log_tree.h"
#include "tests/support/log.h"

#include <cmocka.h>

enum { PERIOD = 257, HEIGHTS = 40, PROOFS = 2000, WRITTEN = 24 };

static struct node full[HEIGHTS][PERIOD];
static uint64_t size = 100000000;

static void
entry_text(uint64_t index, struct buf *out)
{
	buf_clear(out);
	buf_add_format(out, "{\"n\":%d}", (int)(index % PERIOD));
}

static int
make_tree(void **state)
{
	const char *asked = getenv("DOZVON_LOG_SIZE");
	struct buf text = {0};

	(void)state;
	size = asked ? strtoull(asked, NULL, 10) : size;
	for (int r = 0; r < PERIOD; r++) {
		entry_text((uint64_t)r, &text);
		merkle_leaf(text.data, text.len, &full[0][r]);
	}
	for (int h = 1; h < HEIGHTS; h++)
		for (uint64_t r = 0; r < PERIOD; r++)
			merkle_node(&full[h - 1][r], &full[h - 1][(r + (UINT64_C(1) << (h - 1))) % PERIOD], &full[h][r]);
	buf_release(&text);
	return 0;
}

static bool
read_full(void *self, int height, uint64_t index, struct node *out, struct err *err)
{
	(void)self;
	(void)err;
	assert_true((index + 1) << height <= size);		/* a proof never asks for what is not full */
	*out = full[height][(index << height) % PERIOD];
	return true;
}

static const struct subtrees from = {read_full, NULL};

/* MTH(D[start:end]) of section 2.1, by its words. */
static struct node
definition(uint64_t start, uint64_t end)
{
	uint64_t k = 1;
	int height = 0;
	struct node root;

	while (k * 2 < end - start)
		k *= 2, height++;
	if (end - start == 1)
		return full[0][start % PERIOD];
	if (end - start == 2 * k)
		return full[height + 1][start % PERIOD];
	struct node right = definition(start + k, end);
	merkle_node(&full[height][start % PERIOD], &right, &root);
	return root;
}

/* PATH(m, D[n]) of section 2.1.1; gives its length. */
static size_t
path(uint64_t m, uint64_t start, uint64_t end, struct node *out)
{
	uint64_t k = 1;

	if (end - start == 1)
		return 0;
	while (k * 2 < end - start)
		k *= 2;
	bool left = m < k;
	size_t len = left ? path(m, start, start + k, out) : path(m - k, start + k, end, out);
	out[len] = left ? definition(start + k, end) : definition(start, start + k);
	return len + 1;
}

static uint64_t
any(uint64_t end)
{
	return (((uint64_t)random() << 31) ^ (uint64_t)random()) % end;
}

static void
roots(void **state)
{
	struct err err;

	(void)state;
	for (int i = 0; i < PROOFS; i++) {
		uint64_t n = i == 0 ? size : 1 + any(size);
		struct node root, wanted = definition(0, n);
		assert_true(merkle_root(&from, n, &root, &err));
		assert_true(node_equal(&root, &wanted));
	}
}

static void
inclusion(void **state)
{
	struct node root = definition(0, size), wanted[PROOF_MAX];
	struct proof proof;
	struct err err;

	(void)state;
	for (int i = 0; i < PROOFS; i++) {
		uint64_t index = i == 0 ? 0 : i == 1 ? size - 1 : any(size);
		assert_true(merkle_prove_inclusion(&from, index, size, &proof, &err));
		assert_int_equal(proof.count, path(index, 0, size, wanted));
		assert_memory_equal(proof.node, wanted, proof.count * sizeof(struct node));
		assert_true(merkle_check_inclusion(index, size, &full[0][index % PERIOD], &proof, &root));
		assert_false(merkle_check_inclusion(index ^ 1, size, &full[0][index % PERIOD], &proof, &root));
		assert_false(merkle_check_inclusion(index, size, &full[0][(index + 1) % PERIOD], &proof, &root));
		if (proof.count == 0)
			continue;
		proof.node[any(proof.count)].bytes[any(SHA256_SIZE)] ^= 1;
		assert_false(merkle_check_inclusion(index, size, &full[0][index % PERIOD], &proof, &root));
	}
}

static void
consistency(void **state)
{
	struct node root = definition(0, size);
	struct proof proof;
	struct err err;

	(void)state;
	for (int i = 0; i < PROOFS; i++) {
		uint64_t old = i == 0 ? 1 : i == 1 ? size : i < 20 ? UINT64_C(1) << (i % 26) : 1 + any(size);
		old = old > size ? size : old;
		struct node before = definition(0, old);
		assert_true(merkle_prove_consistency(&from, old, size, &proof, &err));
		assert_true(merkle_check_consistency(old, size, &before, &proof, &root));
		before.bytes[3] ^= 1;
		assert_false(merkle_check_consistency(old, size, &before, &proof, &root));
		before.bytes[3] ^= 1;
		if (proof.count == 0)
			continue;
		proof.node[any(proof.count)].bytes[any(SHA256_SIZE)] ^= 1;
		assert_false(merkle_check_consistency(old, size, &before, &proof, &root));
	}
}

static void
write_tile(struct log_dir *dir, int level, uint64_t index)
{
	struct tile tile = tile_of(level, index, size);
	struct node nodes[TILE_WIDTH];
	char name[TILE_NAME];
	struct buf text = {0}, bundle = {0};
	struct err err;

	if (tile.width == 0)
		return;
	tile_name(&tile, name);
	for (unsigned i = 0; i < tile.width; i++) {
		uint64_t first = index * TILE_WIDTH + i;
		if (level == TILE_BUNDLE) {
			entry_text(first, &text);
			bundle_add(&bundle, text.data, text.len);
		} else {
			nodes[i] = full[8 * level][(first << (8 * level)) % PERIOD];
		}
	}
	assert_true(level == TILE_BUNDLE ? log_dir_write(dir, name, bundle.data, bundle.len, &err) :
	    log_dir_write(dir, name, nodes, tile.width * sizeof(struct node), &err));
	buf_release(&text);
	buf_release(&bundle);
}

/* The tiles above one entry, and the last one of each level: all that a proof of it reads. */
static void
write_tiles(struct log_dir *dir, uint64_t index)
{
	write_tile(dir, TILE_BUNDLE, index / TILE_WIDTH);
	for (int level = 0; level < TILE_LEVELS && 8 * level < HEIGHTS; level++) {
		write_tile(dir, level, index >> (8 * level) >> 8);
		write_tile(dir, level, tile_hashes(level, size) / TILE_WIDTH);
	}
}

/* From files to a proof that the key alone verifies. */
static void
files(void **state)
{
	struct buf note = {0}, proof = {0}, entry = {0}, wanted = {0};
	struct log_proven proven;
	struct log_keys keys;
	struct test_log log;
	struct err err;

	(void)state;
	test_log_new(0, 40, &log);
	log_keys_init(&keys, &log.key);
	struct checkpoint checkpoint = {size, definition(0, size)};
	checkpoint_sign(&checkpoint, &log.key, log.seed, &note);
	struct log_dir *dir = log_dir_open(log.path, true, &err);
	assert_true(log_dir_publish(dir, "checkpoint", note.data, note.len, &err));
	for (int i = 0; i < WRITTEN; i++) {
		uint64_t index = i == 0 ? 0 : i == 1 ? size - 1 : any(size);
		write_tiles(dir, index);
		buf_clear(&proof);
		if (!log_proof_write(dir, &log.key, index, buf_view(&note), &proof, &err))
			fail_msg("%s", err.text);
		assert_true(log_proof_check(buf_view(&proof), &keys, &proven, &entry, &err));
		assert_int_equal(proven.index, index);
		entry_text(index, &wanted);
		assert_string_equal(entry.data, wanted.data);
	}
	log_dir_close(dir);
	test_log_remove(&log);
	buf_release(&note);
	buf_release(&proof);
	buf_release(&entry);
	buf_release(&wanted);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(roots), cmocka_unit_test(inclusion), cmocka_unit_test(consistency), cmocka_unit_test(files),
	};

	srandom(20261122);
	return cmocka_run_group_tests(tests, make_tree, NULL);
}
