/*
 * gate_bench.c - judgements a second on one core, every rule asked.
 *
 * The facts are those of a campaign's stream: most in order, some deferred by
 * the hour or a cap, some denied; each set is memory of its own, as when
 * streamed.  Time is the processor's: what the core spends on us alone.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/clock.h"
#include "compliance/facts_json.h"
#include "compliance/gate.h"
#include "tests/support/situation.h"

enum { SETS = 1024, SECONDS = 2 };

/* Of ten: six as they are, two deferred, two denied. */
static void
vary(struct facts *f, int i)
{
	f->consents = (uint8_t)(3 + i % 2);
	f->bases = 1;
	for (int c = 0; c < f->consents; c++) {
		f->consent[c].purposes = WORD_BIT(f->purpose);
		f->consent[c].channels = WORD_BIT(f->channel);
	}
	f->basis[0].purposes = WORD_BIT(f->purpose);
	switch (i % 10) {
	case 0:
		f->suppression[f->suppressions++] = (struct suppression_fact){.scope = SCOPE_ALL_CONTACT};
		break;
	case 1:
		f->consents = 0;
		break;
	case 2:
		f->now += 9 * HOUR;
		f->pressed_at += f->pressed_at ? 9 * HOUR : 0;
		break;
	case 3:
		f->frequency.ad_day = f->frequency.service_day = 2;
		break;
	case 4:
		f->number_zones = (struct zone_set){2, {zone_find("Asia/Yekaterinburg"), zone_find("Europe/Samara")}};
		break;
	default:
		break;
	}
}

static int64_t
processor_time(void)
{
	struct timespec t;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (int64_t)t.tv_sec * SECOND + t.tv_nsec / 1000;
}

static void
report(const char *what, int64_t count, int64_t started)
{
	double seconds = (double)(processor_time() - started) / SECOND;
	printf("%-44s %12.0f a core-second  %8.1f ns each\n", what, (double)count / seconds, seconds * 1e9 / (double)count);
}

static void
bench_judge(const char *what, const struct facts *sets, int count, const struct policy *policy)
{
	struct verdict verdict;
	int64_t started = processor_time(), judged = 0, outcomes[OUTCOME_COUNT] = {0};

	while (processor_time() - started < SECONDS * SECOND)
		for (int i = 0; i < 4096; i++, judged++) {
			gate_judge(&sets[judged % count], policy, &verdict);
			outcomes[verdict.outcome]++;
		}
	report(what, judged, started);
	printf("  allow %.0f%%, defer %.0f%%, review %.0f%%, deny %.0f%%\n", 100.0 * (double)outcomes[OUTCOME_ALLOW] / (double)judged,
	    100.0 * (double)outcomes[OUTCOME_DEFER] / (double)judged, 100.0 * (double)outcomes[OUTCOME_REVIEW] / (double)judged,
	    100.0 * (double)outcomes[OUTCOME_DENY] / (double)judged);
}

static void
bench_json(const struct facts *sets)
{
	struct buf out = {0};
	int64_t started = processor_time(), written = 0, read = 0;
	struct facts facts;
	struct err err;

	for (; processor_time() - started < SECOND; written++) {
		buf_clear(&out);
		facts_write_json(&sets[written % SETS], &out);
	}
	report("facts_write_json", written, started);
	for (started = processor_time(); processor_time() - started < SECOND; read++)
		if (!facts_read_json(buf_view(&out), &facts, &err))
			abort();
	report("facts_read_json", read, started);
	printf("  %zu bytes\n", out.len);
	buf_release(&out);
}

int
main(void)
{
	static const char *const mix[] = {"ad_sms", "ad_call", "reminder_sms", "reminder_call", "reminder_robot", "survey_sms"};
	struct policy *policy = situation_policy();
	struct facts *sets = memory_new(SETS * sizeof(*sets));

	for (int i = 0; i < SETS; i++) {
		situation_facts(situation_find(mix[i / 10 % 6]), &sets[i]);
		vary(&sets[i], i);
	}
	bench_judge("gate_judge, the mix", sets, SETS, policy);
	situation_facts(situation_find("ad_sms"), &sets[0]);
	bench_judge("gate_judge, an SMS of advertising, allowed", sets, 1, policy);
	sets[0].number_zones.count = sets[0].address_zones.count = 0;
	bench_judge("gate_judge, the same, zone unknown", sets, 1, policy);
	bench_json(sets);
	free(sets);
	policy_free(policy);
	return 0;
}
