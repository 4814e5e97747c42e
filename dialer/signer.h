/*
 * signer.h - signatures over parts: of our requests, and of providers' reports.
 *
 *   {hash: sha256, over: ["{secret.key}", "{json}", "{secret.salt}"], encode: hex}
 */
#ifndef DIALER_SIGNER_H
#define DIALER_SIGNER_H

#include "dialer/template.h"

enum { SIGNER_PARTS = 8 };
enum encoding { ENCODE_HEX, ENCODE_BASE64, ENCODE_BASE64_OF_HEX };

struct signer {
	const char *hash;		/* OpenSSL's name */
	bool keyed;			/* HMAC */
	struct template key;
	int parts;
	struct template part[SIGNER_PARTS];
	enum encoding encoding;
};

#define SIGNER_KEYS "hash", "key", "over", "encode"

bool signer_compile(const struct recipe_scope *scope, const struct yaml *map, struct signer *out,
    struct err *err) warn_unused;
void signer_sign(const struct signer *signer, const struct values *values, struct buf *out);

#endif
