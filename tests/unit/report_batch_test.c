/* report_batch_test.c - reports in any order, twice, late, forged or of strangers come to the same end. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "dialer/report_batch.h"

#include <cmocka.h>

enum { MANY = 8 };
static const int64_t now = 1795420800 * SECOND;
static const struct uuid ours = {{1, 2, 3}}, other = {{9}};

static struct provider_report
said(enum attempt_state state, const char *ref, bool by_our_id, const char *dedupe)
{
	struct provider_report report = {.kind = REPORT_STATUS, .state = state, .said_at = now};

	if (by_our_id)
		report.attempt = ours;
	snprintf(report.provider_ref, sizeof(report.provider_ref), "%s", ref);
	snprintf(report.status, sizeof(report.status), "%s", attempt_state_name(state));
	snprintf(report.dedupe, sizeof(report.dedupe), "%s", dedupe);
	return report;
}

/* A batch of these reports, each in a webhook of its own, with one attempt as it is. */
static struct report_batch
batch_of(const struct provider_report *const *reports, int count, const struct reported_attempt *attempt, int64_t received_at)
{
	struct report_batch batch = {0};

	for (int i = 0; i < count; i++) {
		report_batch_add(&batch, reports[i], reports[i]->status);
		memcpy(batch.report[i].report.dedupe, reports[i]->dedupe, sizeof(reports[i]->dedupe));
		batch.item[i].received_at = received_at;
	}
	batch.attempt = memory_new(sizeof(*attempt));
	batch.attempt[0] = *attempt;
	batch.attempts = 1;
	return batch;
}

static const struct reported_attempt accepted = {.decision = {{1, 2, 3}}, .state = ATTEMPT_ACCEPTED, .was = ATTEMPT_ACCEPTED};

/* One batch for all of them. */
static struct reported_attempt
together(const struct provider_report *const *reports, int count)
{
	struct report_batch batch = batch_of(reports, count, &accepted, now);

	report_batch_apply(&batch, now);
	struct reported_attempt end = batch.attempt[0];
	report_batch_release(&batch);
	return end;
}

/* A batch for each, with those that wait looked at again until none does. */
static struct reported_attempt
one_by_one(const struct provider_report *const *reports, int count)
{
	struct reported_attempt attempt = accepted;
	bool done[MANY] = {false};

	for (int round = 0; round < count; round++)
		for (int i = 0; i < count; i++) {
			if (done[i])
				continue;
			struct report_batch batch = batch_of(&reports[i], 1, &attempt, now);
			report_batch_apply(&batch, now);
			done[i] = batch.item[0].look_at == 0;
			attempt = batch.attempt[0];
			if (attempt.learned_ref[0] != '\0')
				memcpy(attempt.provider_ref, attempt.learned_ref, sizeof(attempt.provider_ref));
			report_batch_release(&batch);
		}
	return attempt;
}

struct expected {
	enum attempt_state state;
	bool refused;
	const char *ref;
};

static void
check(const struct provider_report *const *order, int count, const struct expected *expected)
{
	struct reported_attempt all = together(order, count), each = one_by_one(order, count);

	assert_int_equal(all.state, expected->state);
	assert_int_equal(each.state, expected->state);
	assert_int_equal(all.refused != NULL, expected->refused);
	assert_int_equal(each.refused != NULL, expected->refused);
	assert_string_equal(all.learned_ref, expected->ref);
	assert_string_equal(each.provider_ref, expected->ref);
}

static int
permute(const struct provider_report **order, int from, int count, const struct expected *expected)
{
	int seen = 0;

	if (from == count) {
		check(order, count, expected);
		return 1;
	}
	for (int i = from; i < count; i++) {
		const struct provider_report *kept = order[from];
		order[from] = order[i];
		order[i] = kept;
		seen += permute(order, from + 1, count, expected);
		order[i] = order[from];
		order[from] = kept;
	}
	return seen;
}

static void
any_order_of_a_call_ends_the_same(void **unused)
{
	/* As Mango says it: the summary knows only the entry's id, which an event taught; one comes twice. */
	struct provider_report reports[] = {said(ATTEMPT_RINGING, "entry", true, "1"), said(ATTEMPT_ANSWERED, "entry", true, "2"),
		said(ATTEMPT_COMPLETED, "entry", false, "summary"), said(ATTEMPT_COMPLETED, "entry", false, "summary")};
	const struct provider_report *order[] = {&reports[0], &reports[1], &reports[2], &reports[3]};

	(void)unused;
	assert_int_equal(permute(order, 0, 4, &(struct expected){ATTEMPT_COMPLETED, false, "entry"}), 24);
}

static void
a_refusal_wins_in_any_order(void **unused)
{
	struct provider_report reports[] = {said(ATTEMPT_ACCEPTED, "", true, "1"), said(ATTEMPT_DELIVERED, "", true, "2"),
		said(ATTEMPT_OPTED_OUT, "", true, "3"), said(ATTEMPT_DELIVERED, "", true, "4"), said(ATTEMPT_NONE, "", true, "5")};
	const struct provider_report *order[] = {&reports[0], &reports[1], &reports[2], &reports[3], &reports[4]};

	(void)unused;
	reports[4].kind = REPORT_UNSUBSCRIBE;
	assert_int_equal(permute(order, 0, 5, &(struct expected){ATTEMPT_OPTED_OUT, true, ""}), 120);
}

static void
an_unsubscribe_that_names_a_state_moves_it(void **unused)
{
	struct provider_report report = said(ATTEMPT_OPTED_OUT, "", true, "1");
	const struct provider_report *order[] = {&report};

	(void)unused;
	report.kind = REPORT_UNSUBSCRIBE;
	check(order, 1, &(struct expected){ATTEMPT_OPTED_OUT, true, ""});
}

/* By which path a report refuses; NULL: it does not. */
static const char *
path_of(struct provider_report report, const char *stop_key, enum attempt_state *becomes)
{
	const struct provider_report *one = &report;
	struct report_batch batch = batch_of(&one, 1, &accepted, now);

	batch.stop_key = stop_key;
	report_batch_apply(&batch, now);
	const char *path = batch.attempt[0].refused;
	*becomes = batch.attempt[0].state;
	report_batch_release(&batch);
	return path;
}

static void
a_refusal_has_its_path(void **unused)
{
	struct provider_report key = said(ATTEMPT_NONE, "", true, "1"), listed = said(ATTEMPT_OPTED_OUT, "", true, "1");
	enum attempt_state becomes;

	(void)unused;
	key.kind = REPORT_DTMF;
	strcpy(key.text, "9");
	assert_string_equal(path_of(key, "9", &becomes), "dtmf");
	assert_int_equal(becomes, ATTEMPT_OPTED_OUT);
	assert_null(path_of(key, "0", &becomes));
	assert_int_equal(becomes, ATTEMPT_ACCEPTED);
	assert_null(path_of(key, NULL, &becomes));
	strcpy(key.text, "19");
	assert_null(path_of(key, "9", &becomes));
	assert_string_equal(path_of(listed, "9", &becomes), "provider");
	listed.by_carrier = true;
	assert_string_equal(path_of(listed, "9", &becomes), "carrier");
	assert_null(path_of(said(ATTEMPT_DELIVERED, "", true, "1"), "9", &becomes));
}

static const char *
verdict_of(const struct provider_report *report, enum attempt_state state, bool known, int64_t age, int64_t *look_at)
{
	struct reported_attempt attempt = {.decision = ours, .state = state, .was = state};
	struct report_batch batch = batch_of(&report, 1, &attempt, now - age);

	batch.report[0].known = known;
	report_batch_apply(&batch, now);
	const char *verdict = batch.item[0].verdict;
	*look_at = batch.item[0].look_at;
	report_batch_release(&batch);
	return verdict;
}

static void
each_webhook_gets_its_verdict(void **unused)
{
	struct provider_report report = said(ATTEMPT_DELIVERED, "", true, "1");
	int64_t look_at;

	(void)unused;
	assert_string_equal(verdict_of(&report, ATTEMPT_ACCEPTED, false, 0, &look_at), "applied");
	assert_string_equal(verdict_of(&report, ATTEMPT_ACCEPTED, true, 0, &look_at), "repeated");
	assert_string_equal(verdict_of(&report, ATTEMPT_BUSY, false, 0, &look_at), "late");
	assert_int_equal(look_at, 0);
	report.attempt = other;
	assert_string_equal(verdict_of(&report, ATTEMPT_ACCEPTED, false, 0, &look_at), "stranger");
	assert_int_equal(look_at, now + SECOND);
	verdict_of(&report, ATTEMPT_ACCEPTED, false, 20 * SECOND, &look_at);
	assert_int_equal(look_at, now + 20 * SECOND);
	verdict_of(&report, ATTEMPT_ACCEPTED, false, STRANGER_SECONDS * SECOND, &look_at);
	assert_int_equal(look_at, 0);
}

static void
a_stranger_does_not_touch_an_attempt_without_a_name(void **unused)
{
	struct provider_report report = said(ATTEMPT_DELIVERED, "", false, "1");
	int64_t look_at;

	(void)unused;
	assert_string_equal(verdict_of(&report, ATTEMPT_ACCEPTED, false, 0, &look_at), "stranger");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(any_order_of_a_call_ends_the_same),
	    cmocka_unit_test(a_refusal_wins_in_any_order),
	    cmocka_unit_test(an_unsubscribe_that_names_a_state_moves_it),
	    cmocka_unit_test(a_refusal_has_its_path),
	    cmocka_unit_test(each_webhook_gets_its_verdict),
	    cmocka_unit_test(a_stranger_does_not_touch_an_attempt_without_a_name),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
