/*
 * gost.c - GOST R 34.10-2012 and 34.11-2012 through OpenSSL's gost engine.
 *
 * The engine is loaded by its first use and stays: nothing but the calls here
 * is given to it, the rest of the program goes on with OpenSSL's own.
 */
#define OPENSSL_SUPPRESS_DEPRECATED	/* engines are; the provider is not in Debian 12 */
#include "compliance/gost.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <openssl/engine.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include "compliance/note.h"

enum { GOST_SIGNATURE = 64, GOST_SUM = 32, DER_MAX = 512 };

/* signed-note: 0xff, then a name that nobody else uses. */
static const char ALGORITHM[] = "\xff" "dozvon.ru/gost-r-34.10-2012-256";

struct gost_key {
	EVP_PKEY *pkey;
	struct note_key line;		/* name and number only */
};

static bool
openssl_failed(struct err *err, const char *what)
{
	unsigned long code = ERR_peek_last_error();
	const char *reason = code ? ERR_reason_error_string(code) : NULL;

	ERR_clear_error();
	return fail(err, ERR_INPUT, "gost: %s: %s", what, reason ? reason : "-");
}

static ENGINE *
engine(struct err *err)
{
	static ENGINE *loaded;

	if (loaded != NULL)
		return loaded;
	ENGINE_load_builtin_engines();
	ENGINE *found = ENGINE_by_id("gost");
	if (found == NULL || ENGINE_init(found) != 1) {
		ENGINE_free(found);
		ERR_clear_error();
		fail(err, ERR_INPUT, "OpenSSL's gost engine is not installed: apt install libengine-gost-openssl, or leave log_gost_key empty");
		return NULL;
	}
	must(ENGINE_register_pkey_meths(found) == 1 && ENGINE_register_pkey_asn1_meths(found) == 1);
	return loaded = found;
}

bool
gost_find(struct err *err)
{
	return engine(err) != NULL;
}

static const EVP_MD *
streebog(struct err *err)
{
	ENGINE *gost = engine(err);

	return gost != NULL ? ENGINE_get_digest(gost, NID_id_GostR3411_2012_256) : NULL;
}

bool
gost_sum(struct view bytes, struct buf *out, struct err *err)
{
	const EVP_MD *digest = streebog(err);
	unsigned char sum[EVP_MAX_MD_SIZE];
	unsigned len = 0;

	if (digest == NULL)
		return false;
	if (EVP_Digest(bytes.data, bytes.len, sum, &len, digest, engine(err)) != 1 || len != GOST_SUM)
		return openssl_failed(err, "Streebog");
	hex_add(out, sum, len);
	return true;
}

static EVP_PKEY *
generate(struct err *err)
{
	ENGINE *gost = engine(err);
	EVP_PKEY *pkey = NULL;

	if (gost == NULL)
		return NULL;
	EVP_PKEY_CTX *maker = EVP_PKEY_CTX_new_id(NID_id_GostR3410_2012_256, gost);
	if (maker == NULL || EVP_PKEY_keygen_init(maker) != 1 || EVP_PKEY_CTX_ctrl_str(maker, "paramset", "A") != 1 ||
	    EVP_PKEY_keygen(maker, &pkey) != 1)
		openssl_failed(err, "a new key");
	EVP_PKEY_CTX_free(maker);
	return pkey;
}

bool
gost_key_make(const char *path, struct err *err)
{
	EVP_PKEY *pkey = generate(err);

	if (pkey == NULL)
		return false;
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	FILE *out = fd >= 0 ? fdopen(fd, "w") : NULL;
	bool made = out != NULL || fail(err, ERR_INPUT, "%s: %s", path, strerror(errno));
	if (made)
		made = (PEM_write_PrivateKey(out, pkey, NULL, NULL, 0, NULL, NULL) == 1 || openssl_failed(err, path)) &&
		    ((fflush(out) == 0 && fsync(fd) == 0) || fail(err, ERR_RETRY, "%s: %s", path, strerror(errno)));
	if (out != NULL)
		fclose(out);
	EVP_PKEY_free(pkey);
	return made;
}

/* What the verifier key's base64 holds. */
static bool
public_bytes(EVP_PKEY *pkey, struct buf *out)
{
	unsigned char *der = NULL;
	int len = i2d_PUBKEY(pkey, &der);

	if (len <= 0)
		return false;
	buf_add(out, ALGORITHM, strlen(ALGORITHM));
	buf_add(out, der, (size_t)len);
	OPENSSL_free(der);
	return true;
}

/* The number of a key, as of every signed note: the first bytes of SHA-256(name, line feed, algorithm and key). */
static void
set_id(struct note_key *line, struct view bytes)
{
	struct buf text = {0};
	uint8_t hash[SHA256_SIZE];

	buf_add_format(&text, "%s\n", line->name);
	buf_add(&text, bytes.data, bytes.len);
	sha256(text.data, text.len, hash);
	memcpy(line->id, hash, sizeof(line->id));
	buf_release(&text);
}

static EVP_PKEY *
read_pem(const char *path, struct err *err)
{
	if (engine(err) == NULL)
		return NULL;
	FILE *in = fopen(path, "re");
	if (in == NULL) {
		fail(err, ERR_INPUT, "%s is not there: dozvon audit key gost makes it", path);
		return NULL;
	}
	EVP_PKEY *pkey = PEM_read_PrivateKey(in, NULL, NULL, NULL);
	fclose(in);
	if (pkey != NULL && EVP_PKEY_get_base_id(pkey) == NID_id_GostR3410_2012_256)
		return pkey;
	EVP_PKEY_free(pkey);
	openssl_failed(err, path);
	return NULL;
}

struct gost_key *
gost_key_read(const char *path, const char *name, struct err *err)
{
	EVP_PKEY *pkey = read_pem(path, err);
	struct buf bytes = {0};

	if (pkey == NULL)
		return NULL;
	struct gost_key *key = memory_new(sizeof(*key));
	key->pkey = pkey;
	snprintf(key->line.name, sizeof(key->line.name), "%s", name);
	must(public_bytes(pkey, &bytes));
	set_id(&key->line, buf_view(&bytes));
	buf_release(&bytes);
	return key;
}

void *
gost_key_free(struct gost_key *key)
{
	if (key != NULL)
		EVP_PKEY_free(key->pkey);
	free(key);
	return NULL;
}

void
gost_key_format(const struct gost_key *key, struct buf *out)
{
	struct buf bytes = {0};

	must(public_bytes(key->pkey, &bytes));
	buf_add_format(out, "%s+", key->line.name);
	hex_add(out, key->line.id, sizeof(key->line.id));
	buf_add_char(out, '+');
	base64_add(out, bytes.data, bytes.len);
	buf_release(&bytes);
}

bool
gost_sign_note(const struct gost_key *key, struct buf *note, struct err *err)
{
	const EVP_MD *digest = streebog(err);
	unsigned char signature[GOST_SIGNATURE];
	size_t len = sizeof(signature);
	struct view text, lines;

	if (digest == NULL)
		return false;
	must(note_split(buf_view(note), &text, &lines));
	EVP_MD_CTX *signing = EVP_MD_CTX_new();
	bool done = EVP_DigestSignInit(signing, NULL, digest, engine(err), key->pkey) == 1 &&
	    EVP_DigestSignUpdate(signing, text.data, text.len) == 1 && EVP_DigestSignFinal(signing, signature, &len) == 1 &&
	    len == GOST_SIGNATURE;
	EVP_MD_CTX_free(signing);
	if (done)
		note_add_line(&key->line, signature, len, note);
	return done || openssl_failed(err, "signing");
}

static bool
parse(const char *verifier, struct note_key *line, EVP_PKEY **pkey, struct err *err)
{
	uint8_t bytes[DER_MAX], id[4];
	size_t name = strcspn(verifier, "+"), len = 0, algorithm = strlen(ALGORITHM);
	char hex[9] = "";
	bool whole = name > 0 && name < sizeof(line->name) && strlen(verifier) > name + 10 && verifier[name + 9] == '+';

	*pkey = NULL;
	if (whole) {
		memcpy(line->name, verifier, name);
		memcpy(hex, verifier + name + 1, 8);
		const char *encoded = verifier + name + 10;
		whole = hex_read(hex, id, sizeof(id)) && base64_read(encoded, strlen(encoded), bytes, sizeof(bytes), &len) &&
		    len > algorithm && memcmp(bytes, ALGORITHM, algorithm) == 0;
	}
	if (whole) {
		const unsigned char *der = bytes + algorithm;
		set_id(line, (struct view){(const char *)bytes, len});
		*pkey = memcmp(id, line->id, sizeof(id)) == 0 ? d2i_PUBKEY(NULL, &der, (long)(len - algorithm)) : NULL;
	}
	ERR_clear_error();
	return *pkey != NULL || fail(err, ERR_INPUT, "\"%s\" is not a verifier key of GOST: expected NAME+HEX+BASE64", verifier);
}

static bool
is_right(EVP_PKEY *pkey, const EVP_MD *digest, struct view text, const uint8_t signature[GOST_SIGNATURE], struct err *err)
{
	EVP_MD_CTX *checking = EVP_MD_CTX_new();
	bool right = EVP_DigestVerifyInit(checking, NULL, digest, engine(err), pkey) == 1 &&
	    EVP_DigestVerifyUpdate(checking, text.data, text.len) == 1 &&
	    EVP_DigestVerifyFinal(checking, signature, GOST_SIGNATURE) == 1;

	EVP_MD_CTX_free(checking);
	ERR_clear_error();
	return right;
}

static bool
check_lines(struct view note, const struct note_key *wanted, EVP_PKEY *pkey, const EVP_MD *digest, struct err *err)
{
	struct view text, rest, line, name;
	uint8_t bytes[8192];
	size_t len;

	if (!note_split(note, &text, &rest))
		return fail(err, ERR_INPUT, "not a signed note: expected text, an empty line and signatures");
	while (view_next_line(&rest, &line)) {
		if (!note_read_line(line, &name, bytes, sizeof(bytes), &len) || !view_is(name, wanted->name) ||
		    memcmp(bytes, wanted->id, sizeof(wanted->id)) != 0)
			continue;
		return (len == 4 + GOST_SIGNATURE && is_right(pkey, digest, text, bytes + 4, err)) ||
		    fail(err, ERR_REFUSED, "the GOST signature of %s is false", wanted->name);
	}
	return fail(err, ERR_REFUSED, "not signed by %s with this key of GOST", wanted->name);
}

bool
gost_check_note(struct view note, const char *verifier, struct err *err)
{
	const EVP_MD *digest = streebog(err);
	struct note_key line = {0};
	EVP_PKEY *pkey;

	if (digest == NULL || !parse(verifier, &line, &pkey, err))
		return false;
	bool right = check_lines(note, &line, pkey, digest, err);
	EVP_PKEY_free(pkey);
	return right;
}
