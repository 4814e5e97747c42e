/* merkle_test.c - RFC 6962 trees: known vectors, and every proof of every small tree against the definition. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "compliance/merkle.h"

#include <cmocka.h>

enum { LEAVES = 70 };
static struct node leaf[LEAVES];

/* MTH as section 2.1 defines it, for the oracle. */
static void
define(uint64_t start, uint64_t end, struct node *out)
{
	struct node left, right;
	uint64_t split = 1;

	if (end - start == 0) {
		merkle_empty(out);
		return;
	}
	if (end - start == 1) {
		*out = leaf[start];
		return;
	}
	while (split * 2 < end - start)
		split *= 2;
	define(start, start + split, &left);
	define(start + split, end, &right);
	merkle_node(&left, &right, out);
}

static bool
read_subtree(void *self, int height, uint64_t index, struct node *out, struct err *err)
{
	(void)self;
	(void)err;
	define(index << height, (index + 1) << height, out);
	return true;
}

static const struct subtrees from = {read_subtree, NULL};

static void
assert_hash(const struct node *node, const char *hex)
{
	struct buf text = {0};

	hex_add(&text, node->bytes, SHA256_SIZE);
	assert_string_equal(text.data, hex);
	buf_release(&text);
}

/* The eight inputs and roots that Certificate Transparency implementations test with. */
static void
known_roots(void **state)
{
	static const struct { const char *bytes; size_t len; } input[8] = {
		{"", 0}, {"\x00", 1}, {"\x10", 1}, {"\x20\x21", 2}, {"\x30\x31", 2}, {"\x40\x41\x42\x43", 4},
		{"\x50\x51\x52\x53\x54\x55\x56\x57", 8},
		{"\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f", 16},
	};
	static const char *const root[9] = {
		"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
		"6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
		"fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
		"aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
		"d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
		"4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
		"76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
		"ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
		"5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
	};
	struct node made;
	struct proof proof;
	struct err err;

	(void)state;
	for (int i = 0; i < 8; i++)
		merkle_leaf(input[i].bytes, input[i].len, &leaf[i]);
	for (uint64_t size = 0; size <= 8; size++) {
		assert_true(merkle_root(&from, size, &made, &err));
		assert_hash(&made, root[size]);
	}
	assert_true(merkle_prove_inclusion(&from, 0, 8, &proof, &err));
	assert_int_equal(proof.count, 3);
	assert_hash(&proof.node[0], "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7");
	assert_hash(&proof.node[1], "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e");
	assert_hash(&proof.node[2], "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4");
}

static void
make_leaves(void)
{
	for (int i = 0; i < LEAVES; i++)
		merkle_leaf(&i, sizeof(i), &leaf[i]);
}

static void
every_inclusion(void **state)
{
	struct proof proof;
	struct node root;
	struct err err;

	(void)state;
	make_leaves();
	for (uint64_t size = 1; size <= LEAVES; size++) {
		define(0, size, &root);
		for (uint64_t i = 0; i < size; i++) {
			assert_true(merkle_prove_inclusion(&from, i, size, &proof, &err));
			assert_true(merkle_check_inclusion(i, size, &leaf[i], &proof, &root));
			assert_false(merkle_check_inclusion(i, size, &leaf[(i + 1) % LEAVES], &proof, &root));
			assert_false(merkle_check_inclusion(i + size, size, &leaf[i], &proof, &root));
			for (size_t k = 0; k < proof.count; k++) {
				proof.node[k].bytes[k % 32] ^= 1;
				assert_false(merkle_check_inclusion(i, size, &leaf[i], &proof, &root));
				proof.node[k].bytes[k % 32] ^= 1;
			}
			proof.count++;
			assert_false(merkle_check_inclusion(i, size, &leaf[i], &proof, &root));
			if (proof.count >= 2) {
				proof.count -= 2;
				assert_false(merkle_check_inclusion(i, size, &leaf[i], &proof, &root));
			}
		}
	}
}

static void
every_consistency(void **state)
{
	struct node root, old_root, other;
	struct proof proof;
	struct err err;

	(void)state;
	make_leaves();
	for (uint64_t size = 1; size <= LEAVES; size++) {
		define(0, size, &root);
		for (uint64_t old = 1; old <= size; old++) {
			define(0, old, &old_root);
			assert_true(merkle_prove_consistency(&from, old, size, &proof, &err));
			assert_true(merkle_check_consistency(old, size, &old_root, &proof, &root));
			old_root.bytes[3] ^= 4;
			assert_false(merkle_check_consistency(old, size, &old_root, &proof, &root));
			old_root.bytes[3] ^= 4;
			for (size_t k = 0; k < proof.count; k++) {
				proof.node[k].bytes[0] ^= 128;
				assert_false(merkle_check_consistency(old, size, &old_root, &proof, &root));
				proof.node[k].bytes[0] ^= 128;
			}
			define(0, size - 1, &other);
			assert_false(merkle_check_consistency(old, size, &old_root, &proof, &other));
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(known_roots),
		cmocka_unit_test(every_inclusion),
		cmocka_unit_test(every_consistency),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
