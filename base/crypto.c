/* crypto.c - hashes, keyed tokens, signatures and the text forms of bytes, on OpenSSL. */
#include "base/crypto.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct hash {
	EVP_MD_CTX *evp;
};

static const EVP_MD *
sha256_algorithm(void)
{
	static EVP_MD *fetched;
	if (fetched == NULL)
		fetched = EVP_MD_fetch(NULL, "SHA256", NULL);
	must(fetched != NULL);
	return fetched;
}

struct hash *
hash_new(void)
{
	struct hash *hash = memory_new(sizeof(*hash));
	hash->evp = EVP_MD_CTX_new();
	must(hash->evp != NULL);
	hash_start(hash);
	return hash;
}

void *
hash_free(struct hash *hash)
{
	if (hash != NULL)
		EVP_MD_CTX_free(hash->evp);
	free(hash);
	return NULL;
}

void
hash_start(struct hash *hash)
{
	must(EVP_DigestInit_ex2(hash->evp, sha256_algorithm(), NULL) == 1);
}

void
hash_add(struct hash *hash, const void *data, size_t len)
{
	must(EVP_DigestUpdate(hash->evp, data, len) == 1);
}

void
hash_end(struct hash *hash, uint8_t out[SHA256_SIZE])
{
	must(EVP_DigestFinal_ex(hash->evp, out, NULL) == 1);
}

void
sha256(const void *data, size_t len, uint8_t out[SHA256_SIZE])
{
	static EVP_MD_CTX *evp;
	if (evp == NULL)
		evp = EVP_MD_CTX_new();
	must(evp != NULL && EVP_DigestInit_ex2(evp, sha256_algorithm(), NULL) == 1);
	must(EVP_DigestUpdate(evp, data, len) == 1 && EVP_DigestFinal_ex(evp, out, NULL) == 1);
}

bool
sha256_file(const char *path, uint8_t out[SHA256_SIZE])
{
	static char piece[1 << 16];
	FILE *file = fopen(path, "re");
	size_t got;

	if (file == NULL)
		return false;
	struct hash *hash = hash_new();
	hash_start(hash);
	while ((got = fread(piece, 1, sizeof(piece), file)) > 0)
		hash_add(hash, piece, got);
	hash_end(hash, out);
	hash_free(hash);
	bool whole = !ferror(file);
	fclose(file);
	return whole;
}

void
hmac_sha256(const void *key, size_t key_len, const void *data, size_t len, uint8_t out[SHA256_SIZE])
{
	must(key_len <= 1024);
	must(HMAC(sha256_algorithm(), key, (int)key_len, data, len, out, NULL) != NULL);
}

size_t
digest(const char *name, const void *data, size_t len, uint8_t out[64])
{
	unsigned int size = 0;
	const EVP_MD *algorithm = EVP_get_digestbyname(name);
	must(algorithm != NULL && EVP_Digest(data, len, out, &size, algorithm, NULL) == 1);
	return size;
}

size_t
hmac(const char *name, const void *key, size_t key_len, const void *data, size_t len, uint8_t out[64])
{
	unsigned int size = 0;
	const EVP_MD *algorithm = EVP_get_digestbyname(name);
	must(algorithm != NULL && HMAC(algorithm, key, (int)key_len, data, len, out, &size) != NULL);
	return size;
}

bool
bytes_equal(const void *a, const void *b, size_t len)
{
	return CRYPTO_memcmp(a, b, len) == 0;
}

void
random_bytes(void *out, size_t len)
{
	must(len <= 1 << 20);
	must(RAND_bytes(out, (int)len) == 1);
}

bool
installation_key_read(const char *path, struct installation_key *out, struct err *err)
{
	struct buf text = {0};

	if (!buf_read_file(&text, path, 4096, err)) {
		buf_release(&text);
		return false;
	}
	while (text.len > 0 && (text.data[text.len - 1] == '\n' || text.data[text.len - 1] == ' '))
		text.data[--text.len] = '\0';
	bool read = hex_read(text.data, out->bytes, KEY_SIZE);
	OPENSSL_cleanse(text.data, text.len);
	buf_release(&text);
	return read || fail(err, ERR_INPUT, "%s: expected 64 hexadecimal digits on one line", path);
}

void
address_token(const struct installation_key *key, const char *address, uint8_t out[TOKEN_SIZE])
{
	hmac_sha256(key->bytes, KEY_SIZE, address, strlen(address), out);
}

void
ed25519_public(const uint8_t seed[KEY_SIZE], uint8_t out[KEY_SIZE])
{
	size_t len = KEY_SIZE;
	EVP_PKEY *key = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, NULL, seed, KEY_SIZE);
	must(key != NULL && EVP_PKEY_get_raw_public_key(key, out, &len) == 1 && len == KEY_SIZE);
	EVP_PKEY_free(key);
}

void
ed25519_sign(const uint8_t seed[KEY_SIZE], const void *data, size_t len, uint8_t out[SIGNATURE_SIZE])
{
	size_t size = SIGNATURE_SIZE;
	EVP_PKEY *key = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, NULL, seed, KEY_SIZE);
	EVP_MD_CTX *evp = EVP_MD_CTX_new();
	must(key != NULL && evp != NULL && EVP_DigestSignInit(evp, NULL, NULL, NULL, key) == 1);
	must(EVP_DigestSign(evp, out, &size, data, len) == 1 && size == SIGNATURE_SIZE);
	EVP_MD_CTX_free(evp);
	EVP_PKEY_free(key);
}

bool
ed25519_verify(const uint8_t public_key[KEY_SIZE], const void *data, size_t len,
    const uint8_t signature[SIGNATURE_SIZE])
{
	EVP_PKEY *key = EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, NULL, public_key, KEY_SIZE);
	EVP_MD_CTX *evp = EVP_MD_CTX_new();
	must(evp != NULL);
	bool valid = key != NULL && EVP_DigestVerifyInit(evp, NULL, NULL, NULL, key) == 1 &&
	    EVP_DigestVerify(evp, signature, SIGNATURE_SIZE, data, len) == 1;
	EVP_MD_CTX_free(evp);
	EVP_PKEY_free(key);
	return valid;
}

void
hex_add(struct buf *buf, const void *data, size_t len)
{
	static const char digits[] = "0123456789abcdef";
	const uint8_t *bytes = data;
	char *end = buf_room(buf, 2 * len);

	for (size_t i = 0; i < len; i++) {
		end[2 * i] = digits[bytes[i] >> 4];
		end[2 * i + 1] = digits[bytes[i] & 15];
	}
	end[2 * len] = '\0';
	buf->len += 2 * len;
}

static int
hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

bool
hex_read(const char *text, void *out, size_t len)
{
	uint8_t *bytes = out;

	if (strlen(text) != 2 * len)
		return false;
	for (size_t i = 0; i < 2 * len; i++)
		if (hex_digit(text[i]) < 0)
			return false;
	for (size_t i = 0; i < len; i++)
		bytes[i] = (uint8_t)(hex_digit(text[2 * i]) << 4 | hex_digit(text[2 * i + 1]));
	return true;
}

void
base64_add(struct buf *buf, const void *data, size_t len)
{
	must(len < 1 << 28);
	size_t size = 4 * ((len + 2) / 3);
	char *end = buf_room(buf, size + 1);
	int written = EVP_EncodeBlock((unsigned char *)end, data, (int)len);
	must(written >= 0 && (size_t)written == size);
	buf->len += size;
}

/* OpenSSL overlooks spaces around and "=" inside. */
static bool
is_base64(const char *text, size_t len)
{
	size_t letters = len;

	if (len == 0 || len % 4 != 0)
		return false;
	while (letters > len - 2 && text[letters - 1] == '=')
		letters--;
	for (size_t i = 0; i < letters; i++)
		if (!(text[i] >= 'A' && text[i] <= 'Z') && !(text[i] >= 'a' && text[i] <= 'z') &&
		    !(text[i] >= '0' && text[i] <= '9') && text[i] != '+' && text[i] != '/')
			return false;
	return true;
}

bool
base64_read(const char *text, size_t text_len, void *out, size_t max, size_t *len)
{
	struct buf decoded = {0};

	if (!is_base64(text, text_len) || text_len > 1 << 28)
		return false;
	char *bytes = buf_room(&decoded, text_len);
	int size = EVP_DecodeBlock((unsigned char *)bytes, (const unsigned char *)text, (int)text_len);
	if (size >= 0 && text[text_len - 1] == '=')
		size -= text[text_len - 2] == '=' ? 2 : 1;
	bool fits = size >= 0 && (size_t)size <= max;
	if (fits) {
		memcpy(out, bytes, (size_t)size);
		*len = (size_t)size;
	}
	buf_release(&decoded);
	return fits;
}
