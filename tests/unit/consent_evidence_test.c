/* consent_evidence_test.c - what the proof of a consent lacks, by the place where it was given, its signature and its code. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "compliance/consent_said.h"

#include <cmocka.h>

#define WEB "\"collection_point\":\"WEB_FORM\",\"local_zone\":\"z\",\"act\":\"code\",\"form_id\":\"f\",\"ip\":\"i\"," \
	"\"user_agent\":\"u\",\"session_id\":\"s\""
#define CODE ",\"code_check_id\":\"c\",\"code_sent_at\":\"t\",\"code_entered_at\":\"t\""
#define DESK "\"collection_point\":\"DESK\",\"local_zone\":\"z\",\"act\":\"signature\",\"form_id\":\"f\",\"staff_id\":7"
#define CALL "\"collection_point\":\"CALL\",\"local_zone\":\"z\",\"act\":\"yes\",\"staff_id\":7,\"scan_or_audio_sha256\":\"h\""
#define PAPER "\"collection_point\":\"paper\",\"local_zone\":\"z\",\"act\":\"signature\",\"form_id\":\"f\",\"staff_id\":7," \
	"\"scan_or_audio_sha256\":\"h\""
#define SCAN ",\"scan_or_audio_sha256\":\"h\""
#define NINE ",\"written\":[\"person\",\"operator\",\"purpose\",\"data\",\"processor\",\"actions\",\"term\",\"signature\"]"

static const struct {
	const char *evidence;
	enum consent_code code;
	enum identity_level identity;
	enum signature_kind signature;
	enum consent_lack lack;
	const char *missing;
} table[] = {
	/* every place with all it needs */
	{WEB CODE, CONSENT_AD_CHANNEL, IDENTITY_CODE_SMS, SIGNATURE_TICK, LACK_NOTHING, ""},
	{WEB, CONSENT_AD_CHANNEL, IDENTITY_UKEP, SIGNATURE_UKEP, LACK_NOTHING, ""},
	{DESK SCAN, CONSENT_PD_PROMO, IDENTITY_DESK, SIGNATURE_PAPER_SCAN, LACK_NOTHING, ""},
	{CALL CODE, CONSENT_COMM_AUTOCALL, IDENTITY_CODE_SMS, SIGNATURE_VOICE, LACK_NOTHING, ""},
	{PAPER, CONSENT_COMM_SMS, IDENTITY_DESK, SIGNATURE_PAPER_SCAN, LACK_NOTHING, ""},
	/* what is missing is named */
	{"\"form_id\":\"f\"", CONSENT_AD_CHANNEL, IDENTITY_DESK, SIGNATURE_PAPER_SCAN, LACK_EVIDENCE, "collection_point"},
	{WEB, CONSENT_AD_CHANNEL, IDENTITY_CODE_SMS, SIGNATURE_TICK, LACK_EVIDENCE,
	    "code_check_id, code_sent_at, code_entered_at"},
	{"\"collection_point\":\"WEB_FORM\"", CONSENT_AD_CHANNEL, IDENTITY_UKEP, SIGNATURE_UKEP, LACK_EVIDENCE,
	    "local_zone, act, form_id, ip, user_agent, session_id"},
	{"\"collection_point\":\"DESK\"", CONSENT_AD_CHANNEL, IDENTITY_DESK, SIGNATURE_PAPER_SCAN, LACK_EVIDENCE,
	    "local_zone, act, form_id, staff_id, scan_or_audio_sha256"},
	{"\"collection_point\":\"CALL\"", CONSENT_AD_CHANNEL, IDENTITY_DESK, SIGNATURE_VOICE, LACK_EVIDENCE,
	    "local_zone, act, staff_id, scan_or_audio_sha256"},
	{"\"collection_point\":\"PAPER\"", CONSENT_AD_CHANNEL, IDENTITY_DESK, SIGNATURE_PAPER_SCAN, LACK_EVIDENCE,
	    "local_zone, act, form_id, staff_id, scan_or_audio_sha256"},
	{WEB ",\"representative_id\":9", CONSENT_AD_CHANNEL, IDENTITY_UKEP, SIGNATURE_UKEP, LACK_EVIDENCE, "authority_document"},
	{WEB ",\"representative_id\":9,\"authority_document\":\"a\"", CONSENT_AD_CHANNEL, IDENTITY_UKEP, SIGNATURE_UKEP,
	    LACK_NOTHING, ""},
	/* somebody else's tick (W-01); a voice that no call heard */
	{DESK, CONSENT_AD_CHANNEL, IDENTITY_DESK, SIGNATURE_TICK, LACK_OWN_ACT, ""},
	{CALL, CONSENT_AD_CHANNEL, IDENTITY_DESK, SIGNATURE_TICK, LACK_OWN_ACT, ""},
	{WEB, CONSENT_AD_CHANNEL, IDENTITY_UKEP, SIGNATURE_VOICE, LACK_OWN_ACT, ""},
	/* C-06 */
	{WEB CODE, CONSENT_AD_CHANNEL, IDENTITY_NONE, SIGNATURE_TICK, LACK_IDENTITY, ""},
	{WEB CODE, CONSENT_AD_CHANNEL, IDENTITY_DOUBLE_OPT_IN, SIGNATURE_TICK, LACK_IDENTITY, ""},
	{WEB CODE, CONSENT_AD_CHANNEL, IDENTITY_CODE_SMS, SIGNATURE_NONE, LACK_SIGNATURE, ""},
	/* C-03, C-04: written form */
	{PAPER NINE, CONSENT_HEALTH_WRITTEN, IDENTITY_DESK, SIGNATURE_PAPER_SCAN, LACK_NOTHING, ""},
	{WEB NINE, CONSENT_HEALTH_WRITTEN, IDENTITY_UKEP, SIGNATURE_UKEP, LACK_NOTHING, ""},
	{WEB NINE, CONSENT_HEALTH_WRITTEN, IDENTITY_UKEP, SIGNATURE_UNEP, LACK_NOTHING, ""},
	{PAPER, CONSENT_HEALTH_WRITTEN, IDENTITY_DESK, SIGNATURE_PAPER_SCAN, LACK_WRITTEN_FORM, ""},
	{WEB CODE NINE, CONSENT_HEALTH_WRITTEN, IDENTITY_CODE_SMS, SIGNATURE_TICK, LACK_WRITTEN_FORM, ""},
	{CALL NINE, CONSENT_HEALTH_WRITTEN, IDENTITY_DESK, SIGNATURE_VOICE, LACK_WRITTEN_FORM, ""},
	{PAPER NINE ",\"representative_id\":9,\"authority_document\":\"a\"", CONSENT_HEALTH_WRITTEN, IDENTITY_DESK,
	    SIGNATURE_PAPER_SCAN, LACK_WRITTEN_FORM, ""},
	{WEB CODE, CONSENT_AD_CHANNEL, IDENTITY_CODE_SMS, SIGNATURE_SIMPLE_ES_SMS, LACK_AGREEMENT, ""},
	/* the text */
	{WEB CODE ",\"preticked\":true", CONSENT_AD_CHANNEL, IDENTITY_CODE_SMS, SIGNATURE_TICK, LACK_TEXT, ""},
	{WEB CODE ",\"preticked\":false", CONSENT_AD_CHANNEL, IDENTITY_CODE_SMS, SIGNATURE_TICK, LACK_NOTHING, ""},
	{WEB CODE ",\"text_sha256\":\"0000000000000000000000000000000000000000000000000000000000000001\"",
	    CONSENT_AD_CHANNEL, IDENTITY_CODE_SMS, SIGNATURE_TICK, LACK_TEXT, ""},
	{WEB CODE ",\"text_sha256\":\"0000000000000000000000000000000000000000000000000000000000000000\"",
	    CONSENT_AD_CHANNEL, IDENTITY_CODE_SMS, SIGNATURE_TICK, LACK_NOTHING, ""},
};

static void
make(const char *evidence, struct consent_said *out)
{
	*out = (struct consent_said){.act = ACT_given, .wording_id = 1, .wording_approved = true,
		.wording_purposes = WORD_BIT(PURPOSE_AD_PROMO)};
	out->address.kind = ADDRESS_PHONE;
	out->fact.purposes = WORD_BIT(PURPOSE_AD_PROMO);
	out->fact.standalone = TRI_YES;
	buf_add_text(&out->processors, "[\"gateway\"]");
	buf_add_format(&out->evidence, "{%s}", evidence);
}

static void
each_place_and_signature(void **state)
{
	struct buf missing = {0};

	(void)state;
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		struct consent_said said;
		make(table[i].evidence, &said);
		said.fact.code = table[i].code;
		said.fact.identity = table[i].identity;
		said.fact.signature = table[i].signature;
		if (consent_said_lack(&said) != table[i].lack)
			print_message("row %zu: %s\n", i, consent_lack_text(consent_said_lack(&said)));
		assert_int_equal(consent_said_lack(&said), table[i].lack);
		if (table[i].lack == LACK_EVIDENCE) {
			consent_said_missing(&said, &missing);
			assert_string_equal(missing.data, table[i].missing);
		}
		consent_said_release(&said);
	}
	buf_release(&missing);
}

/* Whatever of the nine groups is not in the document, it is not in writing. */
static void
each_of_the_nine_groups(void **state)
{
	static const char *const groups[] = {"person", "operator", "purpose", "data", "processor", "actions", "term", "signature"};
	enum { GROUPS = sizeof(groups) / sizeof(groups[0]) };

	(void)state;
	for (int left_out = -1; left_out < GROUPS; left_out++) {
		struct consent_said said;
		struct buf written = {0};
		buf_add_text(&written, PAPER ",\"written\":[\"x\"");
		for (int i = 0; i < GROUPS; i++)
			if (i != left_out)
				buf_add_format(&written, ",\"%s\"", groups[i]);
		buf_add_text(&written, "]");
		make(written.data, &said);
		said.fact.code = CONSENT_HEALTH_WRITTEN;
		said.fact.identity = IDENTITY_DESK;
		said.fact.signature = SIGNATURE_PAPER_SCAN;
		assert_int_equal(consent_said_lack(&said), left_out < 0 ? LACK_NOTHING : LACK_WRITTEN_FORM);
		consent_said_release(&said);
		buf_release(&written);
	}
}

static void
the_text_itself(void **state)
{
	struct consent_said said;

	(void)state;
	make(WEB CODE, &said);
	said.fact.code = CONSENT_AD_CHANNEL;
	said.fact.identity = IDENTITY_CODE_SMS;
	said.fact.signature = SIGNATURE_TICK;
	assert_int_equal(consent_said_lack(&said), LACK_NOTHING);
	said.fact.purposes |= WORD_BIT(PURPOSE_SURVEY);
	assert_int_equal(consent_said_lack(&said), LACK_PURPOSE);
	said.wording_purposes = 0;	/* registered before texts had purposes */
	assert_int_equal(consent_said_lack(&said), LACK_NOTHING);
	said.wording_approved = false;
	assert_int_equal(consent_said_lack(&said), LACK_APPROVAL);
	said.wording_approved = true;
	said.fact.signature = SIGNATURE_SIMPLE_ES_SMS;
	said.agreement_stored = true;
	assert_int_equal(consent_said_lack(&said), LACK_NOTHING);
	consent_said_release(&said);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_place_and_signature),
		cmocka_unit_test(each_of_the_nine_groups),
		cmocka_unit_test(the_text_itself),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
