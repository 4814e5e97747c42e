/* stamp.c - an RFC 3161 time stamp of a checkpoint, by OpenSSL's TS functions. */
#include "compliance/stamp.h"

#include <openssl/err.h>
#include <openssl/ts.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>

#include "base/clock.h"

enum { NONCE_BYTES = 8 };

static bool
openssl_failed(struct err *err, const char *what)
{
	unsigned long code = ERR_peek_last_error();
	const char *reason = code ? ERR_reason_error_string(code) : NULL;

	ERR_clear_error();
	return fail(err, ERR_REFUSED, "time stamp: %s: %s", what, reason ? reason : "-");
}

static bool
text_hash(struct view note, uint8_t out[SHA256_SIZE], struct err *err)
{
	struct view text, signatures;

	if (!note_split(note, &text, &signatures))
		return fail(err, ERR_INPUT, "not a signed note: expected text, an empty line and signatures");
	sha256(text.data, text.len, out);
	return true;
}

/* Positive and never with a zero in front: DER has one spelling of it. */
static ASN1_INTEGER *
make_nonce(void)
{
	uint8_t bytes[NONCE_BYTES];
	ASN1_INTEGER *nonce = ASN1_INTEGER_new();
	uint64_t number = 0;

	random_bytes(bytes, sizeof(bytes));
	for (int i = 0; i < NONCE_BYTES; i++)
		number = number << 8 | bytes[i];
	must(nonce != NULL && ASN1_INTEGER_set_uint64(nonce, number >> 1 | 1) == 1);
	return nonce;
}

static TS_MSG_IMPRINT *
make_imprint(const uint8_t hash[SHA256_SIZE])
{
	TS_MSG_IMPRINT *imprint = TS_MSG_IMPRINT_new();
	X509_ALGOR *algorithm = X509_ALGOR_new();

	must(imprint != NULL && algorithm != NULL);
	must(X509_ALGOR_set0(algorithm, OBJ_nid2obj(NID_sha256), V_ASN1_NULL, NULL) == 1);
	must(TS_MSG_IMPRINT_set_algo(imprint, algorithm) == 1);
	must(TS_MSG_IMPRINT_set_msg(imprint, (uint8_t *)(uintptr_t)hash, SHA256_SIZE) == 1);
	X509_ALGOR_free(algorithm);
	return imprint;
}

bool
stamp_query(struct view note, struct buf *query, struct err *err)
{
	uint8_t hash[SHA256_SIZE], *der = NULL;

	if (!text_hash(note, hash, err))
		return false;
	TS_REQ *request = TS_REQ_new();
	TS_MSG_IMPRINT *imprint = make_imprint(hash);
	ASN1_INTEGER *nonce = make_nonce();
	must(request != NULL && TS_REQ_set_version(request, 1) == 1 && TS_REQ_set_msg_imprint(request, imprint) == 1);
	must(TS_REQ_set_nonce(request, nonce) == 1 && TS_REQ_set_cert_req(request, 1) == 1);
	int len = i2d_TS_REQ(request, &der);
	must(len > 0);
	buf_add(query, der, (size_t)len);
	OPENSSL_free(der);
	ASN1_INTEGER_free(nonce);
	TS_MSG_IMPRINT_free(imprint);
	TS_REQ_free(request);
	return true;
}

static X509_STORE *
read_store(const char *path, struct err *err)
{
	X509_STORE *store = X509_STORE_new();

	must(store != NULL);
	if (X509_STORE_load_file(store, path) == 1)
		return store;
	X509_STORE_free(store);
	openssl_failed(err, path);
	return NULL;
}

/* What it must be: signed for time stamping under our CA, of version 1, over this hash, with our nonce. */
static TS_VERIFY_CTX *
make_demands(const uint8_t hash[SHA256_SIZE], const struct buf *query, const char *ca_path, struct err *err)
{
	X509_STORE *store = read_store(ca_path, err);
	TS_VERIFY_CTX *demands = NULL;

	if (store == NULL)
		return NULL;
	if (query != NULL) {
		const uint8_t *at = (const uint8_t *)query->data;
		TS_REQ *request = d2i_TS_REQ(NULL, &at, (long)query->len);
		must(request != NULL);
		demands = TS_REQ_to_TS_VERIFY_CTX(request, NULL);
		must(demands != NULL);
		TS_REQ_free(request);
	} else {
		uint8_t *copy = OPENSSL_memdup(hash, SHA256_SIZE);
		demands = TS_VERIFY_CTX_new();
		must(copy != NULL && demands != NULL);
		TS_VERIFY_CTX_set_imprint(demands, copy, SHA256_SIZE);
		TS_VERIFY_CTX_set_flags(demands, TS_VFY_VERSION | TS_VFY_IMPRINT);
	}
	TS_VERIFY_CTX_add_flags(demands, TS_VFY_SIGNATURE);
	TS_VERIFY_CTX_set_store(demands, store);
	return demands;
}

static bool
read_time(TS_RESP *response, int64_t *at, struct err *err)
{
	struct tm tm;

	if (ASN1_TIME_to_tm(TS_TST_INFO_get_time(TS_RESP_get_tst_info(response)), &tm) != 1)
		return openssl_failed(err, "its instant");
	*at = day_number(tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday) * DAY +
	    (tm.tm_hour * 3600 + tm.tm_min * 60 + tm.tm_sec) * SECOND;
	return true;
}

bool
stamp_check(struct view answer, struct view note, const struct buf *query, const char *ca_path, int64_t *at,
    struct err *err)
{
	const uint8_t *der = (const uint8_t *)answer.data;
	uint8_t hash[SHA256_SIZE];

	ERR_clear_error();
	if (!text_hash(note, hash, err))
		return false;
	TS_RESP *response = d2i_TS_RESP(NULL, &der, (long)answer.len);
	if (response == NULL || der != (const uint8_t *)answer.data + answer.len) {
		TS_RESP_free(response);
		return openssl_failed(err, "not an answer of RFC 3161");
	}
	TS_VERIFY_CTX *demands = make_demands(hash, query, ca_path, err);
	bool right = demands != NULL && (TS_RESP_verify_response(demands, response) == 1 ||
	    openssl_failed(err, "not proven")) && read_time(response, at, err);
	TS_VERIFY_CTX_free(demands);
	TS_RESP_free(response);
	return right;
}
