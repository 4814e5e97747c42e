/* crypto_test.c - published vectors: FIPS 180-4, RFC 4231, RFC 2202, RFC 8032, RFC 4648. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/crypto.h"

#include <cmocka.h>

static const char *
hex(const void *data, size_t len)
{
	static struct buf out;

	buf_clear(&out);
	hex_add(&out, data, len);
	return out.data;
}

static void
hashes(void **unused)
{
	uint8_t out[64];
	struct hash *hash = hash_new();

	(void)unused;
	sha256("abc", 3, out);
	assert_string_equal(hex(out, 32), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	sha256("", 0, out);
	assert_string_equal(hex(out, 32), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
	for (int turn = 0; turn < 2; turn++) {	/* reusable */
		hash_start(hash);
		hash_add(hash, "a", 1);
		hash_add(hash, "bc", 2);
		hash_end(hash, out);
		assert_string_equal(hex(out, 32), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	}
	hash_free(hash);
	assert_int_equal(digest("md5", "abc", 3, out), 16);
	assert_string_equal(hex(out, 16), "900150983cd24fb0d6963f7d28e17f72");
	assert_int_equal(digest("sha1", "abc", 3, out), 20);
	assert_string_equal(hex(out, 20), "a9993e364706816aba3e25717850c26c9cd0d89d");
}

static void
keyed_hashes(void **unused)
{
	uint8_t out[64], key[131];

	(void)unused;
	memset(key, 0x0b, 20);
	hmac_sha256(key, 20, "Hi There", 8, out);
	assert_string_equal(hex(out, 32), "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
	hmac_sha256("Jefe", 4, "what do ya want for nothing?", 28, out);
	assert_string_equal(hex(out, 32), "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
	memset(key, 0xaa, sizeof(key));	/* longer than a block */
	hmac_sha256(key, sizeof(key), "Test Using Larger Than Block-Size Key - Hash Key First", 54, out);
	assert_string_equal(hex(out, 32), "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
	assert_int_equal(hmac("sha1", "Jefe", 4, "what do ya want for nothing?", 28, out), 20);
	assert_string_equal(hex(out, 20), "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
}

/* RFC 8032 section 7.1, tests 1 and 3. */
static void
signatures(void **unused)
{
	static const struct {
		const char *seed, *public_key, *message, *signature;
		size_t len;
	} vectors[] = {
		{"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
		"d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
		"e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b", 0},
		{"c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
		"fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "\xaf\x82",
		"6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a", 2},
	};

	(void)unused;
	for (size_t i = 0; i < sizeof(vectors) / sizeof(*vectors); i++) {
		uint8_t seed[KEY_SIZE], public_key[KEY_SIZE], signature[SIGNATURE_SIZE];
		assert_true(hex_read(vectors[i].seed, seed, sizeof(seed)));
		ed25519_public(seed, public_key);
		assert_string_equal(hex(public_key, sizeof(public_key)), vectors[i].public_key);
		ed25519_sign(seed, vectors[i].message, vectors[i].len, signature);
		assert_string_equal(hex(signature, sizeof(signature)), vectors[i].signature);
		assert_true(ed25519_verify(public_key, vectors[i].message, vectors[i].len, signature));
		for (int bit = 0; bit < SIGNATURE_SIZE * 8; bit += 37) {
			signature[bit / 8] ^= (uint8_t)(1 << bit % 8);
			assert_false(ed25519_verify(public_key, vectors[i].message, vectors[i].len, signature));
			signature[bit / 8] ^= (uint8_t)(1 << bit % 8);
		}
		assert_false(ed25519_verify(public_key, "another", 7, signature));
	}
}

/* RFC 4648 section 10. */
static void
bytes_as_text(void **unused)
{
	static const char *const vectors[][2] = {{"f", "Zg=="}, {"fo", "Zm8="}, {"foo", "Zm9v"}, {"foob", "Zm9vYg=="},
		{"fooba", "Zm9vYmE="}, {"foobar", "Zm9vYmFy"}};
	static const char *const wrong[] = {"", "====", "=", "Zg=", "Zg", "Z", "Zg==Zg==", "Zm9*", "=Zg=", "Zm 9v", " Zm9", "Zm9v\n\n\n\n"};
	char bytes[16];
	size_t len;

	(void)unused;
	for (size_t i = 0; i < sizeof(vectors) / sizeof(*vectors); i++) {
		struct buf out = {0};
		base64_add(&out, vectors[i][0], strlen(vectors[i][0]));
		assert_string_equal(out.data ? out.data : "", vectors[i][1]);
		assert_true(base64_read(vectors[i][1], strlen(vectors[i][1]), bytes, sizeof(bytes), &len));
		assert_int_equal(len, strlen(vectors[i][0]));
		assert_memory_equal(bytes, vectors[i][0], len);
		buf_release(&out);
	}
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++)
		if (base64_read(wrong[i], strlen(wrong[i]), bytes, sizeof(bytes), &len))
			fail_msg("%s was read", wrong[i]);
	assert_false(base64_read("Zm9vYmFy", 8, bytes, 5, &len));
	assert_true(hex_read("00fFa1", bytes, 3));
	assert_memory_equal(bytes, "\x00\xff\xa1", 3);
	assert_false(hex_read("00f", bytes, 2) || hex_read("00fg", bytes, 2) || hex_read("00ff00", bytes, 2) || hex_read("", bytes, 1));
}

static void
tokens_need_the_key(void **unused)
{
	struct installation_key key = {{1}}, other = {{2}};
	uint8_t one[TOKEN_SIZE], two[TOKEN_SIZE], plain[SHA256_SIZE];

	(void)unused;
	address_token(&key, "+79161234567", one);
	hmac_sha256(key.bytes, KEY_SIZE, "+79161234567", 12, plain);
	assert_memory_equal(one, plain, TOKEN_SIZE);
	address_token(&other, "+79161234567", two);
	assert_false(bytes_equal(one, two, TOKEN_SIZE));
	assert_true(bytes_equal(one, one, TOKEN_SIZE));
}

static void
a_key_file_is_exact(void **unused)
{
	static const char *const wrong[] = {"", "00", "zz0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n",
		"000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f00\n"};
	struct installation_key key;
	struct err err;
	char path[64];

	(void)unused;
	snprintf(path, sizeof(path), "/tmp/dozvon-key-%ld", (long)getpid());
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		assert_true(file_write_whole(path, wrong[i], strlen(wrong[i]), &err));
		assert_false(installation_key_read(path, &key, &err));
	}
	assert_true(file_write_whole(path, "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n", 65, &err));
	assert_true(installation_key_read(path, &key, &err));
	assert_int_equal(key.bytes[31], 31);
	unlink(path);
	assert_false(installation_key_read(path, &key, &err));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(hashes),
	    cmocka_unit_test(keyed_hashes),
	    cmocka_unit_test(signatures),
	    cmocka_unit_test(bytes_as_text),
	    cmocka_unit_test(tokens_need_the_key),
	    cmocka_unit_test(a_key_file_is_exact),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
