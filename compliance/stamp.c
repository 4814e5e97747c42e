/*
 * stamp.c - an RFC 3161 time stamp of a checkpoint, by OpenSSL's TS functions.
 *
 * A stamp outlives its authority's certificates, so they are judged as they
 * were at the instant that it states; what was revoked is judged as RFC 3161,
 * section 4, says.
 */
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
make_demands(const uint8_t hash[SHA256_SIZE], const struct buf *query, X509_STORE *store)
{
	TS_VERIFY_CTX *demands = NULL;

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
	TS_TST_INFO *info = TS_RESP_get_tst_info(response);
	struct tm tm;

	if (info == NULL || ASN1_TIME_to_tm(TS_TST_INFO_get_time(info), &tm) != 1)
		return openssl_failed(err, "its instant");
	*at = day_number(tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday) * DAY +
	    (tm.tm_hour * 3600 + tm.tm_min * 60 + tm.tm_sec) * SECOND;
	return true;
}

/* A list is its issuer's when the issuer, who is among our certificates, has signed it. */
static bool
is_of_issuer(X509_STORE *store, X509_CRL *list, const X509 *certificate)
{
	STACK_OF(X509_OBJECT) *objects = X509_STORE_get0_objects(store);

	if (X509_NAME_cmp(X509_CRL_get_issuer(list), X509_get_issuer_name(certificate)) != 0)
		return false;
	for (int i = 0; i < sk_X509_OBJECT_num(objects); i++) {
		X509 *issuer = X509_OBJECT_get0_X509(sk_X509_OBJECT_value(objects, i));
		if (issuer != NULL && X509_NAME_cmp(X509_get_subject_name(issuer), X509_CRL_get_issuer(list)) == 0 &&
		    X509_CRL_verify(list, X509_get0_pubkey(issuer)) == 1)
			return true;
	}
	return false;
}

/* Whether a row of a list takes the stamp's worth: an end in order counts from its day on, any other reason from the beginning. */
static bool
condemns(const X509_REVOKED *row, int64_t at)
{
	ASN1_ENUMERATED *stated = X509_REVOKED_get_ext_d2i(row, NID_crl_reason, NULL, NULL);
	long reason = stated ? ASN1_ENUMERATED_get(stated) : -1;

	ASN1_ENUMERATED_free(stated);
	bool in_order = reason == CRL_REASON_UNSPECIFIED || reason == CRL_REASON_AFFILIATION_CHANGED ||
	    reason == CRL_REASON_SUPERSEDED || reason == CRL_REASON_CESSATION_OF_OPERATION;
	return !in_order || X509_cmp_time(X509_REVOKED_get0_revocationDate(row), &(time_t){at / SECOND}) <= 0;
}

static bool
ask_lists(X509_STORE *store, X509 *signer, struct stamped *stamped, struct err *err)
{
	STACK_OF(X509_OBJECT) *objects = X509_STORE_get0_objects(store);
	X509_REVOKED *row;

	for (int i = 0; i < sk_X509_OBJECT_num(objects); i++) {
		X509_CRL *list = X509_OBJECT_get0_X509_CRL(sk_X509_OBJECT_value(objects, i));
		if (list == NULL || !is_of_issuer(store, list, signer))
			continue;
		stamped->revocation_asked = true;
		if (X509_CRL_get0_by_cert(list, &row, signer) == 1 && condemns(row, stamped->at))
			return fail(err, ERR_REFUSED, "time stamp: the certificate of the authority is revoked");
	}
	return true;
}

static bool
check_signer(TS_VERIFY_CTX *demands, X509_STORE *store, TS_RESP *response, struct stamped *stamped, struct err *err)
{
	PKCS7 *token = TS_RESP_get_token(response);

	if (TS_RESP_verify_response(demands, response) != 1)
		return openssl_failed(err, "not proven");
	STACK_OF(X509) *signers = PKCS7_get0_signers(token, NULL, 0);
	bool right = sk_X509_num(signers) == 1 ? ask_lists(store, sk_X509_value(signers, 0), stamped, err) :
	    openssl_failed(err, "its signer");
	sk_X509_free(signers);
	return right;
}

/* The store is also the demands': it lives as long as they do. */
static bool
check_response(TS_RESP *response, const uint8_t hash[SHA256_SIZE], const struct buf *query, const char *ca_path,
    struct stamped *out, struct err *err)
{
	struct stamped stamped = {0};
	X509_STORE *store = read_time(response, &stamped.at, err) ? read_store(ca_path, err) : NULL;

	if (store == NULL)
		return false;
	X509_VERIFY_PARAM_set_time(X509_STORE_get0_param(store), stamped.at / SECOND);
	TS_VERIFY_CTX *demands = make_demands(hash, query, store);
	bool right = check_signer(demands, store, response, &stamped, err);
	TS_VERIFY_CTX_free(demands);
	if (right)
		*out = stamped;
	return right;
}

bool
stamp_check(struct view answer, struct view note, const struct buf *query, const char *ca_path, struct stamped *out,
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
	bool right = check_response(response, hash, query, ca_path, out, err);
	TS_RESP_free(response);
	return right;
}
