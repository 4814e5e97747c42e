/* evidence_cipher.c - enciphering files piece by piece, in constant memory, and wrapping their keys. */
#include "compliance/evidence_cipher.h"

#include <errno.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <stdlib.h>
#include <unistd.h>

enum { TAG = 16, NONCE = 12, HEADER = 8 };

static const uint8_t header[HEADER] = {'D', 'Z', 'E', 'V', 1, 0, 0, 0};

/* Until len bytes or the end of the file. */
static ssize_t
read_full(int fd, uint8_t *bytes, size_t len)
{
	size_t done = 0;

	while (done < len) {
		ssize_t n = read(fd, bytes + done, len - done);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -1;
		if (n == 0)
			break;
		done += (size_t)n;
	}
	return (ssize_t)done;
}

static bool
write_full(int fd, const uint8_t *bytes, size_t len, struct err *err)
{
	while (len > 0) {
		ssize_t n = write(fd, bytes, len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return fail(err, ERR_RETRY, "cannot write the evidence file: %s", strerror(errno));
		bytes += n;
		len -= (size_t)n;
	}
	return true;
}

static void
make_nonce(uint32_t number, bool last, uint8_t nonce[NONCE])
{
	memset(nonce, 0, NONCE);
	for (int i = 0; i < 4; i++)
		nonce[7 + i] = (uint8_t)(number >> (24 - 8 * i));
	nonce[11] = last;
}

/* out: len bytes, then the tag. */
static void
gcm_encrypt(const uint8_t key[KEY_SIZE], const uint8_t nonce[NONCE], struct view with, const uint8_t *in, size_t len,
    uint8_t *out)
{
	EVP_CIPHER_CTX *evp = EVP_CIPHER_CTX_new();
	int n = 0;

	must(evp != NULL && EVP_EncryptInit_ex(evp, EVP_aes_256_gcm(), NULL, key, nonce) == 1);
	must(EVP_EncryptUpdate(evp, NULL, &n, (const unsigned char *)with.data, (int)with.len) == 1);
	must(EVP_EncryptUpdate(evp, out, &n, in, (int)len) == 1 && (size_t)n == len);
	must(EVP_EncryptFinal_ex(evp, out + len, &n) == 1 && n == 0);
	must(EVP_CIPHER_CTX_ctrl(evp, EVP_CTRL_GCM_GET_TAG, TAG, out + len) == 1);
	EVP_CIPHER_CTX_free(evp);
}

/* in: len bytes, then the tag. */
static bool
gcm_decrypt(const uint8_t key[KEY_SIZE], const uint8_t nonce[NONCE], struct view with, const uint8_t *in, size_t len,
    uint8_t *out)
{
	EVP_CIPHER_CTX *evp = EVP_CIPHER_CTX_new();
	uint8_t tag[TAG];
	int n = 0;

	memcpy(tag, in + len, TAG);
	must(evp != NULL && EVP_DecryptInit_ex(evp, EVP_aes_256_gcm(), NULL, key, nonce) == 1);
	must(EVP_DecryptUpdate(evp, NULL, &n, (const unsigned char *)with.data, (int)with.len) == 1);
	must(EVP_DecryptUpdate(evp, out, &n, in, (int)len) == 1 && (size_t)n == len);
	must(EVP_CIPHER_CTX_ctrl(evp, EVP_CTRL_GCM_SET_TAG, TAG, tag) == 1);
	bool whole = EVP_DecryptFinal_ex(evp, out + len, &n) == 1;
	EVP_CIPHER_CTX_free(evp);
	return whole;
}

static struct view
header_view(void)
{
	return (struct view){(const char *)header, HEADER};
}

static void
take(struct evidence_plain *plain, struct hash *hash, const uint8_t *bytes, size_t len)
{
	if (plain->size == 0)
		memcpy(plain->start, bytes, len < EVIDENCE_START ? len : EVIDENCE_START);
	hash_add(hash, bytes, len);
	plain->size += (int64_t)len;
}

/* Reads one piece ahead, so that the last is known when it is written. */
static bool
encipher(int in, int out, const uint8_t key[KEY_SIZE], int64_t max, uint8_t *bytes, struct hash *hash,
    struct evidence_plain *plain, struct err *err)
{
	uint8_t *piece = bytes, *next = bytes + EVIDENCE_PIECE, *secret = bytes + 2 * EVIDENCE_PIECE, nonce[NONCE];
	ssize_t len = read_full(in, piece, EVIDENCE_PIECE), after = 0;

	for (uint32_t number = 0; len >= 0 && after >= 0; number++) {
		after = len == EVIDENCE_PIECE ? read_full(in, next, EVIDENCE_PIECE) : 0;
		if (after < 0)
			break;
		take(plain, hash, piece, (size_t)len);
		if (plain->size > max)
			return fail(err, ERR_INPUT, "the evidence file is larger than %lld bytes", (long long)max);
		make_nonce(number, after == 0, nonce);
		gcm_encrypt(key, nonce, header_view(), piece, (size_t)len, secret);
		if (!write_full(out, secret, (size_t)len + TAG, err))
			return false;
		if (after == 0)
			return true;
		uint8_t *swap = piece;
		piece = next;
		next = swap;
		len = after;
	}
	return fail(err, ERR_INPUT, "cannot read the evidence file: %s", strerror(errno));
}

bool
evidence_encipher(int in, int out, const uint8_t key[KEY_SIZE], int64_t max, struct evidence_plain *plain, struct err *err)
{
	uint8_t *bytes = memory_new(3 * EVIDENCE_PIECE + TAG);
	struct hash *hash = hash_new();

	*plain = (struct evidence_plain){0};
	bool done = write_full(out, header, HEADER, err) && encipher(in, out, key, max, bytes, hash, plain, err);
	hash_end(hash, plain->sha256);
	hash_free(hash);
	OPENSSL_cleanse(bytes, 3 * EVIDENCE_PIECE);
	free(bytes);
	return done;
}

static bool
decipher(int in, int out, const uint8_t key[KEY_SIZE], uint8_t *bytes, struct hash *hash, struct evidence_plain *plain,
    struct err *err)
{
	enum { SECRET = EVIDENCE_PIECE + TAG };
	uint8_t *piece = bytes, *next = bytes + SECRET, *open = bytes + 2 * SECRET, nonce[NONCE];
	ssize_t len = read_full(in, piece, SECRET), after = 0;

	for (uint32_t number = 0; len >= TAG; number++) {
		after = len == SECRET ? read_full(in, next, SECRET) : 0;
		if (after < 0)
			return fail(err, ERR_RETRY, "cannot read the evidence file: %s", strerror(errno));
		make_nonce(number, after == 0, nonce);
		if (!gcm_decrypt(key, nonce, header_view(), piece, (size_t)len - TAG, open))
			break;
		take(plain, hash, open, (size_t)len - TAG);
		if (out >= 0 && !write_full(out, open, (size_t)len - TAG, err))
			return false;
		if (after == 0)
			return true;
		uint8_t *swap = piece;
		piece = next;
		next = swap;
		len = after;
	}
	return fail(err, ERR_REFUSED, "the evidence file was cut or changed");
}

bool
evidence_decipher(int in, int out, const uint8_t key[KEY_SIZE], struct evidence_plain *plain, struct err *err)
{
	uint8_t start[HEADER], *bytes = memory_new(3 * (EVIDENCE_PIECE + TAG));
	struct hash *hash = hash_new();

	*plain = (struct evidence_plain){0};
	bool done = read_full(in, start, HEADER) == HEADER && memcmp(start, header, HEADER) == 0 ?
	    decipher(in, out, key, bytes, hash, plain, err) : fail(err, ERR_REFUSED, "the evidence file was cut or changed");
	hash_end(hash, plain->sha256);
	hash_free(hash);
	OPENSSL_cleanse(bytes, 3 * (EVIDENCE_PIECE + TAG));
	free(bytes);
	return done;
}

void
evidence_wrap(const uint8_t wrapping[KEY_SIZE], const uint8_t sha256[SHA256_SIZE], const uint8_t key[KEY_SIZE],
    uint8_t out[EVIDENCE_WRAPPED])
{
	random_bytes(out, NONCE);
	gcm_encrypt(wrapping, out, (struct view){(const char *)sha256, SHA256_SIZE}, key, KEY_SIZE, out + NONCE);
}

bool
evidence_unwrap(const uint8_t wrapping[KEY_SIZE], const uint8_t sha256[SHA256_SIZE],
    const uint8_t wrapped[EVIDENCE_WRAPPED], uint8_t out[KEY_SIZE])
{
	uint8_t key[KEY_SIZE + TAG];
	bool whole = gcm_decrypt(wrapping, wrapped, (struct view){(const char *)sha256, SHA256_SIZE}, wrapped + NONCE,
	    KEY_SIZE, key);

	if (whole)
		memcpy(out, key, KEY_SIZE);
	OPENSSL_cleanse(key, sizeof(key));
	return whole;
}
