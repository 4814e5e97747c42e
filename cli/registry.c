/* registry.c - dozvon entity|branch|staff add|change|list|show: who we are, each statement a fact that stays. */
#include "cli/registry.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "cli/access_token.h"
#include "compliance/staff_store.h"

bool
registry_open(struct cli *cli, int argc, char **argv, struct registry *out, struct err *err)
{
	const char *login = cli_option(argc, argv, "--as");
	struct staff staff = {0};

	*out = (struct registry){.db = cli_db(cli, err), .stater = {.process = "cli", .now = cli->now}};
	if (out->db == NULL)
		return false;
	if (login != NULL && !staff_find(out->db, login, &staff, err))
		return false;
	out->stater.staff = staff.id;
	return true;
}

bool
registry_open_officer(struct cli *cli, int argc, char **argv, struct registry *out, struct err *err)
{
	const char *login = cli_option(argc, argv, "--as");

	*out = (struct registry){.stater = {.process = "cli", .now = cli->now}};
	if (login == NULL)
		return fail(err, ERR_INPUT, "--as LOGIN is missing: this takes a person with the role %s", role_name(ROLE_COMPLIANCE));
	out->db = cli_db(cli, err);
	return out->db != NULL && staff_must(out->db, login, RIGHT_DECIDE, &out->stater.staff, err);
}

int
registry_close(struct registry *registry, bool done, int64_t id, const struct err *err)
{
	registry->db = db_close(registry->db);
	if (!done)
		return cli_fail(err);
	if (id != 0)
		printf("%lld\n", (long long)id);
	return EXIT_DONE;
}

/* A row as a line: its columns with tabs between, "-" for what is not there. */
static void
print_row(const struct rows *rows, int row, const char *form)
{
	char text[28];

	for (int column = 0; form[column] != '\0'; column++) {
		printf("%s", column > 0 ? "\t" : "");
		if (rows_is_null(rows, row, column)) {
			printf("-");
		} else if (form[column] == 'n') {
			printf("%lld", (long long)rows_int(rows, row, column));
		} else if (form[column] == 't') {
			instant_format(rows_time(rows, row, column), text);
			printf("%s", text);
		} else if (form[column] == 'b') {
			printf("%s", rows_bool(rows, row, column) ? "yes" : "no");
		} else {
			printf("%s", rows_text(rows, row, column));
		}
	}
	printf("\n");
}

void
registry_print(const struct rows *rows, const char *form)
{
	for (int i = 0; i < rows_count(rows); i++)
		print_row(rows, i, form);
}

int
registry_list(struct cli *cli, const char *table)
{
	const struct register_view *view = register_view_get(table);
	struct err err = {0};
	struct rows *rows;
	struct db *db = cli_db(cli, &err);
	bool read = db != NULL && register_view_rows(db, view, &rows, &err);

	if (read) {
		registry_print(rows, view->form);
		rows_free(rows);
	}
	db_close(db);
	return read ? EXIT_DONE : cli_fail(&err);
}

int
registry_history(struct cli *cli, const char *table, const char *id)
{
	struct err err = {0};
	struct rows *rows;

	if (id == NULL)
		return cli_usage("entity|branch|staff|number|sender show ID");
	struct db *db = cli_db(cli, &err);
	bool read = db != NULL && register_history(db, table, strtoll(id, NULL, 10), &rows, &err);
	if (read) {
		registry_print(rows, "tssss");
		rows_free(rows);
	}
	db_close(db);
	return read ? EXIT_DONE : cli_fail(&err);
}

bool
registry_verb(int argc, char **argv, const char *verb)
{
	const char *word = cli_word(argc, argv, 0, NULL);
	return word != NULL && strcmp(word, verb) == 0;
}

int
command_entity(struct cli *cli, int argc, char **argv)
{
	const struct entity_text text = {.inn = cli_option(argc, argv, "--inn"), .ogrn = cli_option(argc, argv, "--ogrn"),
		.name = cli_option(argc, argv, "--name"), .licence = cli_option(argc, argv, "--licence"),
		.licence_until = cli_option(argc, argv, "--licence-until"), .address = cli_option(argc, argv, "--address")};
	bool change = registry_verb(argc, argv, "change");
	struct registry registry;
	struct err err = {0};
	int64_t id = 0;

	if (registry_verb(argc, argv, "list"))
		return registry_list(cli, "entity");
	if (registry_verb(argc, argv, "show"))
		return registry_history(cli, "entity", cli_word(argc, argv, 1, NULL));
	if ((!change && !registry_verb(argc, argv, "add")) || text.inn == NULL || (!change && text.name == NULL))
		return cli_usage("entity add --inn INN --name NAME [--ogrn N] [--licence N] [--licence-until DATE] [--address TEXT]\n"
		    "       [--as LOGIN] |\n"
		    "       entity change --inn INN [--name NAME] [--ogrn N] [--licence N] [--licence-until DATE] [--address TEXT]\n"
		    "       [--as LOGIN] |\n"
		    "       entity list | entity show ID");
	bool done = registry_open(cli, argc, argv, &registry, &err) &&
	    entity_state(registry.db, &text, change, &registry.stater, &id, &err);
	return registry_close(&registry, done, id, &err);
}

int
command_branch(struct cli *cli, int argc, char **argv)
{
	const struct branch_text text = {.entity = cli_option(argc, argv, "--entity"),
		.name = cli_option(argc, argv, "--name"), .zone = cli_option(argc, argv, "--zone")};
	bool change = registry_verb(argc, argv, "change");
	struct registry registry;
	struct err err = {0};
	int64_t id = 0;

	if (registry_verb(argc, argv, "list"))
		return registry_list(cli, "branch");
	if (registry_verb(argc, argv, "show"))
		return registry_history(cli, "branch", cli_word(argc, argv, 1, NULL));
	if ((!change && !registry_verb(argc, argv, "add")) || text.entity == NULL || text.name == NULL || text.zone == NULL)
		return cli_usage("branch add|change --entity INN --name NAME --zone Europe/Moscow [--as LOGIN] | branch list | branch show ID");
	bool done = registry_open(cli, argc, argv, &registry, &err) &&
	    branch_state(registry.db, &text, change, &registry.stater, &id, &err);
	return registry_close(&registry, done, id, &err);
}

int
command_staff(struct cli *cli, int argc, char **argv)
{
	const struct staff_text text = {.login = cli_option(argc, argv, "--login"), .name = cli_option(argc, argv, "--name"),
		.role = cli_option(argc, argv, "--role"), .extension = cli_option(argc, argv, "--extension"),
		.person = cli_option(argc, argv, "--person")};
	bool change = registry_verb(argc, argv, "change");
	struct registry registry;
	struct err err = {0};
	int64_t id = 0;

	if (registry_verb(argc, argv, "token") || registry_verb(argc, argv, "tokens") || registry_verb(argc, argv, "revoke"))
		return access_token_command(cli, argc, argv);
	if (registry_verb(argc, argv, "list"))
		return registry_list(cli, "staff");
	if (registry_verb(argc, argv, "show"))
		return registry_history(cli, "staff", cli_word(argc, argv, 1, NULL));
	if ((!change && !registry_verb(argc, argv, "add")) || text.login == NULL || (!change && text.role == NULL))
		return cli_usage("staff add --login LOGIN --role agent|marketer|compliance|auditor|administrator [--name NAME] "
		    "[--extension N] [--person N] [--as LOGIN] |\n       staff change --login LOGIN [--role ROLE] [--name NAME] [--extension N] [--person N] "
		    "[--as LOGIN] | staff list | staff show ID |\n       staff token LOGIN | tokens [LOGIN] | revoke NUMBER|LOGIN");
	bool done = registry_open(cli, argc, argv, &registry, &err) &&
	    staff_state(registry.db, &text, change, &registry.stater, &id, &err);
	return registry_close(&registry, done, id, &err);
}
