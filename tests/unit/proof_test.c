/*
 * proof_test.c - which consent proves a contact and which refusal undoes it, to the instant; and what is a reply to "send me a code".
 *
 * Written because a mutant lived in proof.c or situation.c.
 */
#include "compliance/proof.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include "base/clock.h"
#include "base/err.h"
#include "compliance/situation.h"
#include "tests/support/situation.h"

#include <cmocka.h>

static struct policy *pack;
static struct facts f;
static struct consent_fact *given;

static void
take(const char *situation, enum consent_code code)
{
	situation_facts(situation_find(situation), &f);
	given = situation_consent(&f, code);
}

static enum reason
says(void)
{
	struct answer answer = proof_of(given->code, REASON_NO_BASIS, &f, pack);

	assert_int_equal(answer.outcome, answer.reason == REASON_NONE ? OUTCOME_ALLOW : OUTCOME_DENY);
	return (enum reason)answer.reason;
}

/* Given in each month of a year, at another hour than midnight: good for so many months, and not an instant longer. */
static void
months_end_to_the_instant(void **state)
{
	(void)state;
	take("ad_email", CONSENT_AD_CHANNEL);
	for (int month = 1; month <= 12; month++) {
		given->granted_at = f.confirmed_at = day_number(2024, month, 5) * DAY + 9 * HOUR + 1;
		f.now = day_number(2026, month, 5) * DAY + 9 * HOUR;
		assert_int_equal(says(), REASON_NONE);
		f.now++;
		assert_int_equal(says(), REASON_CONSENT_EXPIRED);
	}
	pack->confirm_months = 1;	/* February: 28 days */
	given->granted_at = f.confirmed_at = day_number(2026, 2, 5) * DAY;
	f.now = day_number(2026, 3, 5) * DAY;
	assert_int_equal(says(), REASON_CONSENT_EXPIRED);
	f.now--;
	assert_int_equal(says(), REASON_NONE);
	pack->confirm_months = 24;
}

static void
given_now_or_long_ago(void **state)
{
	(void)state;
	take("ad_email", CONSENT_AD_CHANNEL);
	given->granted_at = 1;
	assert_int_equal(says(), REASON_NONE);
	given->granted_at = 0;
	assert_int_equal(says(), REASON_CONSENT_FUTURE);
	given->granted_at = f.now;
	assert_int_equal(says(), REASON_NONE);
	given->granted_at++;
	assert_int_equal(says(), REASON_CONSENT_FUTURE);
}

/* Consents that are not about an address need no proof of the address, and name no channel. */
static void
not_about_an_address(void **state)
{
	(void)state;
	for (int code = 1; code < CONSENT_COUNT; code++) {
		bool free = code == CONSENT_PD_PROMO || code == CONSENT_HEALTH_WRITTEN;
		take("ad_health_sms", (enum consent_code)code);
		given->identity = IDENTITY_DOUBLE_OPT_IN;
		assert_int_equal(says(), free ? REASON_NONE : REASON_CONSENT_IDENTITY);
		given->identity = IDENTITY_UKEP;
		assert_int_equal(says(), REASON_NONE);
		f.channel = CHANNEL_EMAIL;
		assert_int_equal(says(), free ? REASON_NONE : REASON_CONSENT_IDENTITY);
		given->identity = IDENTITY_CODE_SMS;
		assert_int_equal(says(), free ? REASON_NONE : REASON_CONSENT_IDENTITY);
		given->identity = IDENTITY_DESK;
		given->channels = 0;
		assert_int_equal(says(), free ? REASON_NONE : REASON_CONSENT_CHANNEL);
	}
}

/* Beside the good consent a word of the same code that is not one. */
static enum reason
beside(struct consent_fact other)
{
	f.consent[f.consents] = other;
	f.consents++;
	enum reason reason = says();
	f.consents--;
	return reason;
}

static void
a_refusal_of_this_undoes(void **state)
{
	static const char *const cells[] = {"ad_call", "ad_sms"};

	(void)state;
	for (int i = 0; i < 2; i++) {
		take(cells[i], CONSENT_AD_CHANNEL);
		struct consent_fact no = {.code = CONSENT_AD_CHANNEL, .state = CONSENT_STATE_REFUSED, .number = given->number + 1};
		assert_int_equal(beside(no), REASON_CONSENT_ENDED);	/* it names nothing: it means all */
		no.state = CONSENT_STATE_WITHDRAWN;
		assert_int_equal(beside(no), REASON_CONSENT_ENDED);
		no.state = CONSENT_STATE_UNPROVEN;
		assert_int_equal(beside(no), REASON_NONE);
		no.state = CONSENT_STATE_INVALID;
		assert_int_equal(beside(no), REASON_NONE);
		no.state = CONSENT_STATE_REFUSED;
		no.legal_entity_inn = 1;
		assert_int_equal(beside(no), REASON_NONE);
		no.legal_entity_inn = f.legal_entity_inn;
		assert_int_equal(beside(no), REASON_CONSENT_ENDED);
		no.purposes = WORD_BIT(PURPOSE_SURVEY);
		assert_int_equal(beside(no), REASON_NONE);
		no.purposes = WORD_BIT(PURPOSE_AD_PROMO);
		assert_int_equal(beside(no), REASON_CONSENT_ENDED);
		no.channels = WORD_BIT(CHANNEL_EMAIL);
		assert_int_equal(beside(no), REASON_NONE);
		no.channels = word_bit(f.channel);
		assert_int_equal(beside(no), REASON_CONSENT_ENDED);
		no.number = given->number;
		assert_int_equal(beside(no), REASON_CONSENT_ENDED);
		no.number--;
		assert_int_equal(beside(no), REASON_NONE);
	}
}

/* Of two that were given at one instant the later record is the newer, in whatever order they stand. */
static void
the_newer_speaks(void **state)
{
	(void)state;
	for (int turned = 0; turned < 2; turned++) {
		take("ad_sms", CONSENT_AD_CHANNEL);
		struct consent_fact refusal = {.code = CONSENT_AD_CHANNEL, .state = CONSENT_STATE_REFUSED, .number = 1700};
		f.consent[f.consents++] = refusal;
		given->number = turned ? 1500 : 2000;
		struct consent_fact other = *given;
		other.number = turned ? 2000 : 1500;
		assert_int_equal(beside(other), REASON_NONE);
		other.granted_at += turned ? -1 : 1;	/* now the one that the refusal undoes is the newer */
		assert_int_equal(beside(other), REASON_CONSENT_ENDED);
	}
}

static void
a_code_is_asked_for_minutes(void **state)
{
	struct basis_fact *request = &f.basis[0];

	(void)state;
	situation_facts(situation_find("contract_sms"), &f);
	*request = (struct basis_fact){.kind = BASIS_CODE_REQUEST, .purposes = WORD_BIT(PURPOSE_CONTRACT),
		.legal_entity_inn = f.legal_entity_inn, .valid_from = f.now, .valid_until = f.now + 15 * MINUTE};
	f.bases = 1;
	assert_true(is_code_reply(&f));
	request->valid_until++;
	assert_false(is_code_reply(&f));
	request->valid_until = f.now;
	request->valid_from = f.now - MINUTE;
	assert_false(is_code_reply(&f));
	request->valid_until++;
	assert_true(is_code_reply(&f));
	request->valid_from = f.now + 1;
	request->valid_until = f.now + MINUTE;
	assert_false(is_code_reply(&f));
	request->valid_from = f.now;
	request->purposes = WORD_BIT(PURPOSE_SURVEY);
	assert_false(is_code_reply(&f));
	request->purposes = 0xFFFF;
	f.bases = 0;
	assert_false(is_code_reply(&f));
	f.bases = 1;
	f.now = MINUTE;
	request->valid_from = 1;
	assert_true((request->valid_until = 2 * MINUTE) && is_code_reply(&f));
	request->valid_from = 0;
	assert_false(is_code_reply(&f));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(months_end_to_the_instant), cmocka_unit_test(given_now_or_long_ago),
		cmocka_unit_test(not_about_an_address), cmocka_unit_test(a_refusal_of_this_undoes), cmocka_unit_test(the_newer_speaks),
		cmocka_unit_test(a_code_is_asked_for_minutes),
	};
	pack = situation_policy();
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	policy_free(pack);
	return failed;
}
