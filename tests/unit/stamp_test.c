/* stamp_test.c - a time stamp is judged by the certificates of its own instant: expired since, expired before, revoked. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include <openssl/pem.h>
#include <openssl/ts.h>
#include <openssl/x509v3.h>

#include "base/clock.h"
#include "compliance/checkpoint.h"
#include "compliance/stamp.h"

#include <cmocka.h>

enum { YEAR_2020 = 1577836800, YEAR = 31536000 };	/* seconds */

static char ca_path[] = "/tmp/dozvon-stamp-XXXXXX";
static EVP_PKEY *ca_key, *own_key;
static X509 *ca;
static struct buf note;
static time_t stated;

static void
add_extension(X509 *certificate, int nid, const char *value)
{
	X509_EXTENSION *extension = X509V3_EXT_conf_nid(NULL, NULL, nid, value);

	assert_non_null(extension);
	assert_int_equal(X509_add_ext(certificate, extension, -1), 1);
	X509_EXTENSION_free(extension);
}

/* Valid in the year 2020, the CA for thirty years; usage: what for, NULL for the CA. */
static X509 *
make_certificate(const char *name, EVP_PKEY *key, int years, const char *usage)
{
	X509 *certificate = X509_new();

	X509_set_version(certificate, 2);
	ASN1_INTEGER_set(X509_get_serialNumber(certificate), usage ? 7 : 1);
	ASN1_TIME_set(X509_getm_notBefore(certificate), YEAR_2020);
	ASN1_TIME_set(X509_getm_notAfter(certificate), YEAR_2020 + (time_t)years * YEAR);
	X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate), "CN", MBSTRING_ASC, (const unsigned char *)name, -1, -1, 0);
	X509_set_issuer_name(certificate, ca ? X509_get_subject_name(ca) : X509_get_subject_name(certificate));
	X509_set_pubkey(certificate, key);
	if (usage == NULL)
		add_extension(certificate, NID_basic_constraints, "critical,CA:TRUE");
	else
		add_extension(certificate, NID_ext_key_usage, usage);
	assert_true(X509_sign(certificate, ca_key, EVP_sha256()) > 0);
	return certificate;
}

static ASN1_INTEGER *
next_serial(TS_RESP_CTX *authority, void *context)
{
	ASN1_INTEGER *serial = ASN1_INTEGER_new();

	(void)authority;
	(void)context;
	ASN1_INTEGER_set(serial, 5);
	return serial;
}

static int
say_stated(TS_RESP_CTX *authority, void *context, long *seconds, long *micro)
{
	(void)authority;
	(void)context;
	*seconds = stated;
	*micro = 0;
	return 1;
}

static void
stamp_at(time_t at, X509 *certificate, struct buf *answer)
{
	TS_RESP_CTX *authority = TS_RESP_CTX_new();
	ASN1_OBJECT *policy = OBJ_txt2obj("1.2.3.4.1", 1);
	struct buf query = {0};
	uint8_t *der = NULL;
	struct err err;

	stated = at;
	assert_true(stamp_query(buf_view(&note), &query, &err));
	assert_int_equal(TS_RESP_CTX_set_signer_cert(authority, certificate), 1);
	assert_int_equal(TS_RESP_CTX_set_signer_key(authority, own_key), 1);
	TS_RESP_CTX_set_signer_digest(authority, EVP_sha256());
	TS_RESP_CTX_set_ess_cert_id_digest(authority, EVP_sha256());
	TS_RESP_CTX_set_def_policy(authority, policy);
	TS_RESP_CTX_add_md(authority, EVP_sha256());
	TS_RESP_CTX_set_serial_cb(authority, next_serial, NULL);
	TS_RESP_CTX_set_time_cb(authority, say_stated, NULL);
	BIO *in = BIO_new_mem_buf(query.data, (int)query.len);
	TS_RESP *response = TS_RESP_create_response(authority, in);
	assert_non_null(response);
	int len = i2d_TS_RESP(response, &der);
	assert_true(len > 0);
	buf_clear(answer);
	buf_add(answer, der, (size_t)len);
	OPENSSL_free(der);
	TS_RESP_free(response);
	BIO_free(in);
	ASN1_OBJECT_free(policy);
	TS_RESP_CTX_free(authority);
	buf_release(&query);
}

/* The CA's file, with a list that names certificate 7 as revoked at an instant for a reason; reason -2: no list, -1: none stated. */
static void
write_ca(time_t revoked_at, int reason, EVP_PKEY *signer)
{
	BIO *out = BIO_new_file(ca_path, "w");
	X509_CRL *list = X509_CRL_new();
	X509_REVOKED *row = X509_REVOKED_new();
	ASN1_INTEGER *serial = ASN1_INTEGER_new();
	ASN1_TIME *at = ASN1_TIME_set(NULL, revoked_at);

	PEM_write_bio_X509(out, ca);
	if (reason > -2) {
		ASN1_INTEGER_set(serial, 7);
		X509_REVOKED_set_serialNumber(row, serial);
		X509_REVOKED_set_revocationDate(row, at);
		if (reason >= 0) {
			ASN1_ENUMERATED *stated_reason = ASN1_ENUMERATED_new();
			ASN1_ENUMERATED_set(stated_reason, reason);
			assert_int_equal(X509_REVOKED_add1_ext_i2d(row, NID_crl_reason, stated_reason, 0, 0), 1);
			ASN1_ENUMERATED_free(stated_reason);
		}
		X509_CRL_set_version(list, 1);
		X509_CRL_set_issuer_name(list, X509_get_subject_name(ca));
		X509_CRL_set1_lastUpdate(list, at);
		X509_CRL_add0_revoked(list, row);
		row = NULL;
		assert_true(X509_CRL_sign(list, signer, EVP_sha256()) > 0);
		PEM_write_bio_X509_CRL(out, list);
	}
	ASN1_TIME_free(at);
	ASN1_INTEGER_free(serial);
	X509_REVOKED_free(row);
	X509_CRL_free(list);
	BIO_free(out);
}

static int
start(void **state)
{
	struct checkpoint checkpoint = {.size = 20};
	struct note_key key;
	const uint8_t seed[KEY_SIZE] = {7};
	struct err err;

	(void)state;
	int fd = mkstemp(ca_path);
	assert_true(fd >= 0);
	close(fd);
	assert_true(note_key_make("log", seed, &key, &err));
	checkpoint_sign(&checkpoint, &key, seed, &note);
	ca_key = EVP_EC_gen("P-256");
	own_key = EVP_EC_gen("P-256");
	ca = make_certificate("ca", ca_key, 30, NULL);
	return 0;
}

static int
finish(void **state)
{
	(void)state;
	unlink(ca_path);
	X509_free(ca);
	EVP_PKEY_free(ca_key);
	EVP_PKEY_free(own_key);
	buf_release(&note);
	return 0;
}

/* Expired long ago: what it stamped in its year holds, what it stamped after that, or before, does not. */
static void
of_its_own_instant(void **state)
{
	static const struct {
		time_t at;
		const char *usage;
		bool right;
	} stamps[] = {
		{YEAR_2020 + YEAR / 2, "critical,timeStamping", true},
		{YEAR_2020 + YEAR + 60, "critical,timeStamping", false},
		{YEAR_2020 - 60, "critical,timeStamping", false},
		{YEAR_2020 + 40 * (time_t)YEAR, "critical,timeStamping", false},
	};
	struct buf answer = {0};
	struct stamped stamped;
	struct err err;

	(void)state;
	write_ca(YEAR_2020, -2, ca_key);
	for (size_t i = 0; i < sizeof(stamps) / sizeof(stamps[0]); i++) {
		X509 *certificate = make_certificate("tsa", own_key, 1, stamps[i].usage);
		stamp_at(stamps[i].at, certificate, &answer);
		assert_int_equal(stamp_check(buf_view(&answer), buf_view(&note), NULL, ca_path, &stamped, &err), stamps[i].right);
		if (stamps[i].right) {
			assert_int_equal(stamped.at, stamps[i].at * SECOND);
			assert_false(stamped.revocation_asked);
		} else {
			assert_int_equal(err.kind, ERR_REFUSED);
		}
		X509_free(certificate);
	}
	buf_release(&answer);
}

/* A certificate for something else may sign nothing here, whoever has issued it: its maker only has to want to. */
static void
for_time_stamps_only(void **state)
{
	struct buf answer = {0}, damaged = {0};
	struct stamped stamped;
	struct err err;

	(void)state;
	X509 *certificate = make_certificate("tsa", own_key, 1, "critical,timeStamping");
	stamp_at(YEAR_2020 + 9, certificate, &answer);
	write_ca(YEAR_2020, -2, ca_key);
	assert_true(stamp_check(buf_view(&answer), buf_view(&note), NULL, ca_path, &stamped, &err));
	buf_add(&damaged, answer.data, answer.len);
	/* id-kp-timeStamping, 1.3.6.1.5.5.7.3.8, becomes emailProtection: 3.4 */
	char *usage = memmem(damaged.data, damaged.len, "\x06\x08\x2b\x06\x01\x05\x05\x07\x03\x08", 10);
	assert_non_null(usage);
	usage[9] = 4;
	assert_false(stamp_check(buf_view(&damaged), buf_view(&note), NULL, ca_path, &stamped, &err));
	X509_free(certificate);
	buf_release(&answer);
	buf_release(&damaged);
}

/* RFC 3161, 4: an end in order counts from its day on; any other reason, or none, takes all that was ever stamped. */
static void
revoked(void **state)
{
	enum { STAMPED = YEAR_2020 + 100 };
	static const struct {
		int offset, reason;
		bool right;
	} lists[] = {
		{60, CRL_REASON_SUPERSEDED, true}, {60, CRL_REASON_CESSATION_OF_OPERATION, true}, {60, CRL_REASON_UNSPECIFIED, true},
		{-60, CRL_REASON_SUPERSEDED, false}, {0, CRL_REASON_SUPERSEDED, false},
		{60, CRL_REASON_KEY_COMPROMISE, false}, {60, -1, false},
	};
	struct buf answer = {0};
	struct stamped stamped;
	struct err err;

	(void)state;
	X509 *certificate = make_certificate("tsa", own_key, 1, "critical,timeStamping");
	stamp_at(STAMPED, certificate, &answer);
	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
		write_ca(STAMPED + lists[i].offset, lists[i].reason, ca_key);
		assert_int_equal(stamp_check(buf_view(&answer), buf_view(&note), NULL, ca_path, &stamped, &err), lists[i].right);
		assert_true(!lists[i].right || stamped.revocation_asked);
		if (!lists[i].right && strstr(err.text, "отозван") == NULL)
			fail_msg("list %zu: %s", i, err.text);
	}
	/* A list that the issuer has not signed is none. */
	write_ca(STAMPED, CRL_REASON_KEY_COMPROMISE, own_key);
	assert_true(stamp_check(buf_view(&answer), buf_view(&note), NULL, ca_path, &stamped, &err));
	assert_false(stamped.revocation_asked);
	X509_free(certificate);
	buf_release(&answer);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(of_its_own_instant), cmocka_unit_test(for_time_stamps_only), cmocka_unit_test(revoked),
	};

	return cmocka_run_group_tests(tests, start, finish);
}
