/* contracts_test.c - our contracts as the file says them, and what is wrong with a bad one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/lang.h"
#include "config/contracts.h"
#include "config/processor.h"

/* After ours: it makes a macro of fail. */
#include <cmocka.h>

static const char path[] = "/tmp/dozvon-contracts-test.yaml";

static struct contracts *
load(const char *text, struct err *err)
{
	struct err written = {0};
	*err = (struct err){0};
	assert_true(file_write_whole(path, text, strlen(text), &written));
	struct contracts *contracts = contracts_load(path, err);
	unlink(path);
	return contracts;
}

static void
the_sample_reads(void **unused)
{
	(void)unused;
	struct err err = {0};
	struct contracts *contracts = contracts_load("config/contracts.yaml", &err);
	assert_non_null(contracts);
	const struct contract *kannel = contract_find(contracts, "kannel");
	assert_non_null(kannel);
	assert_string_equal(kannel->recipe, "kannel");
	assert_string_equal(kannel->base_url, "http://127.0.0.1:13013");
	assert_true(kannel->order_present && kannel->all_carriers);
	assert_int_equal(contract_covers(kannel, 7740000076), TRI_YES);
	assert_int_equal(contract_covers(kannel, 0), TRI_UNKNOWN);
	assert_null(contract_find(contracts, "nobody"));
	assert_non_null(contract_at(contracts, 3));
	assert_null(contract_at(contracts, 4));
	contracts_free(contracts);
}

static void
without_an_order_there_is_none(void **unused)
{
	(void)unused;
	struct err err;
	struct contracts *contracts = load("a:\n  country: RU\n  carriers: [7740000076]\n  rate: 0.5\n", &err);
	assert_non_null(contracts);
	const struct contract *a = contract_at(contracts, 0);
	assert_false(a->order_present);
	assert_int_equal(contract_covers(a, 7740000076), TRI_YES);
	assert_int_equal(contract_covers(a, 7702049019), TRI_NO);
	assert_int_equal(a->burst, 1);
	contracts_free(contracts);
}

static void
the_processor_and_its_data_are_named(void **unused)
{
	(void)unused;
	struct err err;
	struct contracts *contracts = load("a:\n  country: DE\n  carriers: all\n  inn: 7712345678\n  processor: \"ООО А\"\n"
	    "  data: [address, name]\n  border_notice: У-1\nb:\n  country: RU\n  carriers: all\n", &err);
	assert_non_null(contracts);
	const struct contract *a = contract_at(contracts, 0), *b = contract_at(contracts, 1);
	assert_int_equal(a->inn, 7712345678);
	assert_int_equal(a->data, DATA_ADDRESS | DATA_NAME);
	assert_true(a->key[0] == processor_key(view_of("a")) && a->key[1] == processor_key(view_of("ООО «А», ИНН 7712345678, Москва")));
	assert_true(a->key[2] == processor_key(view_of("ООО А")) && a->key[2] != processor_key(view_of("ООО Б")));
	assert_true(processor_key(view_of("12345678901")) >> 63 == 1);	/* eleven digits are no INN */
	assert_string_equal(a->border_notice, "У-1");
	assert_string_equal(a->border_decision, "");
	assert_true(b->inn == 0 && b->data == 0 && b->key[1] == 0 && b->key[2] == 0);
	contracts_free(contracts);
}

static void
errors_name_line_and_remedy(void **unused)
{
	(void)unused;
	struct err err;
	assert_null(load("a:\n  country: RU\n  carrier: all\n", &err));
	assert_non_null(strstr(err.text, ":3: carrier: unknown key; did you mean \"carriers\"?"));
	assert_null(load("a:\n  country: Russia\n  carriers: all\n", &err));
	assert_non_null(strstr(err.text, ":2: country: expected two capital letters"));
	assert_null(load("a:\n  country: RU\n  carriers: all\n  data: [address, diagnosis]\n", &err));
	assert_non_null(strstr(err.text, ":4: data: expected words of address"));
	assert_null(load("a:\n  country: RU\n  carriers: all\n  rate: fast\n", &err));
	assert_non_null(strstr(err.text, ":4: rate: expected a number"));
	assert_null(load("a:\n  country: RU\n  carriers: all\n  base_url: ftp://x\n", &err));
	assert_non_null(strstr(err.text, ":4: base_url:"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_sample_reads),
	    cmocka_unit_test(without_an_order_there_is_none),
	    cmocka_unit_test(the_processor_and_its_data_are_named),
	    cmocka_unit_test(errors_name_line_and_remedy),
	};
	lang_set(LANG_EN);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
