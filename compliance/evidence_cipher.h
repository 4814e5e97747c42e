/*
 * evidence_cipher.h - the enciphered form of an evidence file, and the wrapping of its key.
 *
 * Every file has a random key of its own, so a nonce may be counted:
 *   "DZEV" 1 0 0 0, then pieces of EVIDENCE_PIECE bytes, each AES-256-GCM with
 *   a tag of 16 bytes; nonce: 7 zero bytes, number u32 big-endian, 1 for the
 *   last piece and 0 for the others.  The last piece may be short or empty, so
 *   a cut file is known to be cut.  The header is authenticated with each.
 * The file's key is kept wrapped: nonce of 12 bytes, AES-256-GCM of the key
 * under the installation's evidence key with the file's SHA-256 as additional
 * data, tag.  Without the wrapped key the file is noise: destroying the key
 * destroys the file, on backups too.
 */
#ifndef COMPLIANCE_EVIDENCE_CIPHER_H
#define COMPLIANCE_EVIDENCE_CIPHER_H

#include "base/crypto.h"

enum { EVIDENCE_PIECE = 1 << 16, EVIDENCE_WRAPPED = 12 + KEY_SIZE + 16, EVIDENCE_KEY_ID = 8, EVIDENCE_START = 32 };

struct evidence_plain {
	uint8_t sha256[SHA256_SIZE];
	int64_t size;
	uint8_t start[EVIDENCE_START];	/* the first bytes, by which the kind is known; zeros after a short file */
};

/* Both stream; neither closes.  ERR_INPUT: larger than max.  Nothing is said about what out holds after a failure. */
bool evidence_encipher(int in, int out, const uint8_t key[KEY_SIZE], int64_t max, struct evidence_plain *plain,
    struct err *err) warn_unused;
/* out -1: only reads.  ERR_REFUSED: cut, changed, or another key's. */
bool evidence_decipher(int in, int out, const uint8_t key[KEY_SIZE], struct evidence_plain *plain, struct err *err) warn_unused;

void evidence_wrap(const uint8_t wrapping[KEY_SIZE], const uint8_t sha256[SHA256_SIZE], const uint8_t key[KEY_SIZE],
    uint8_t out[EVIDENCE_WRAPPED]);
/* False when it was not wrapped so. */
bool evidence_unwrap(const uint8_t wrapping[KEY_SIZE], const uint8_t sha256[SHA256_SIZE],
    const uint8_t wrapped[EVIDENCE_WRAPPED], uint8_t out[KEY_SIZE]);

#endif
