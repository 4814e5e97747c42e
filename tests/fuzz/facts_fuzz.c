/*
 * facts_fuzz.c - facts from any bytes: read strictly, written, read again to the same, judged.
 *
 *   clang -fsanitize=fuzzer,address,undefined ... tests/fuzz/facts_fuzz.c build-clang/libdozvon.a
 */
#include <stdint.h>
#include <string.h>

#include "base/err.h"
#include "compliance/facts_json.h"
#include "compliance/gate.h"
#include "compliance/verdict_json.h"
#include "tests/support/situation.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct policy *policy;
	struct buf once = {0}, twice = {0};
	struct facts facts, again;
	struct verdict verdict;
	struct err err;

	if (policy == NULL)
		policy = situation_policy();
	if (!facts_read_json((struct view){(const char *)data, size}, &facts, &err))
		return 0;
	facts_write_json(&facts, &once);
	must(facts_read_json(buf_view(&once), &again, &err));
	facts_write_json(&again, &twice);
	must(strcmp(once.data, twice.data) == 0);
	gate_judge(&facts, policy, &verdict);
	must(verdict.outcome >= OUTCOME_ALLOW && verdict.outcome <= OUTCOME_DENY);
	buf_clear(&once);
	verdict_write_json(&verdict, &once);
	buf_release(&once);
	buf_release(&twice);
	return 0;
}
