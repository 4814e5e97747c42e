/* import.c - dozvon import: a list of people or companies into the database, with its audit entry. */
#include <stdio.h>

#include "base/json.h"
#include "base/lang.h"
#include "campaigns/import.h"
#include "cli/cli.h"
#include "compliance/entry.h"

static const char usage[] = "import FILE --entity INN --ground TEXT --source WORD --responsible NAME --obtained-at DATE\n"
    "       [--name NAME] [--dry-run] [--rejects FILE]";

/* Counts and hashes only: names stand in the list's row, not in the log. */
static bool
write_entry(void *object, struct db *db, const struct import_order *order, const struct import_report *report,
    struct err *err)
{
	const struct cli *cli = object;
	struct entry entry = {.what = ENTRY_LIST_IMPORTED, .at = cli->now, .legal_entity_inn = report->entity_inn,
		.who_kind = "process", .process = "import"};
	struct buf data = {0};
	struct json json;

	json_start(&json, &data);
	json_object(&json);
	json_key(&json, "added");
	json_int(&json, report->counts.added_rows);
	json_key(&json, "file_sha256");
	json_hex(&json, report->sha256, SHA256_SIZE);
	json_key(&json, "known");
	json_int(&json, report->counts.same_rows);
	json_key(&json, "list");
	json_int(&json, report->list);
	json_key(&json, "new");
	json_int(&json, report->counts.new_rows);
	json_key(&json, "quarantined");
	json_bool(&json, report->quarantined);
	json_key(&json, "rejected");
	json_int(&json, report->rejected);
	json_key(&json, "rows");
	json_int(&json, report->rows);
	json_key(&json, "source");
	json_text(&json, order->source);
	json_end(&json);
	bool added = entry_add(db, &entry, buf_view(&data), err);
	buf_release(&data);
	return added;
}

int
command_import(struct cli *cli, int argc, char **argv)
{
	static const char *const flags[] = {"--dry-run", NULL};
	struct import_report report = {0};
	struct buf text = {0};
	struct err err = {0};
	struct import_order order = {
		.path = cli_word(argc, argv, 0, flags),
		.entity = cli_option(argc, argv, "--entity"),
		.ground = cli_option(argc, argv, "--ground"),
		.source = cli_option(argc, argv, "--source"),
		.responsible = cli_option(argc, argv, "--responsible"),
		.obtained_at = cli_option(argc, argv, "--obtained-at"),
		.name = cli_option(argc, argv, "--name"),
		.rejects = cli_option(argc, argv, "--rejects"),
		.dry_run = cli_flag(argc, argv, "--dry-run"),
	};

	if (order.path == NULL || cli_word(argc, argv, 1, flags) != NULL)
		return cli_usage(usage);
	if (!import_run(&order, &cli->settings, cli->now, (struct import_hook){write_entry, cli}, &report, &err))
		return cli_fail(&err);
	import_report_write(&report, &text);
	fputs(text.data, stdout);
	import_report_release(&report);
	buf_release(&text);
	return EXIT_DONE;
}
