/* office.c - what a test needs where texts and campaigns are written. */
#include "tests/support/office.h"

struct content_words *office_words;

int
office_words_load(void **state)
{
	struct err err;

	(void)state;
	office_words = content_words_load("config/content-words.yaml", &err);
	return office_words == NULL;
}

int
office_words_release(void **state)
{
	(void)state;
	office_words = content_words_free(office_words);
	return 0;
}

void
office_new(struct test_database *database)
{
	test_database_new(database);
	test_sql(database->db, "insert into legal_entity (inn, name, licence, created_at) values (7701234560, 'ООО Клиника', 'ЛО-1', '2026-11-01Z');"
	    "insert into branch (legal_entity_id, name, zone, created_at) values (1, 'Главный', 'Europe/Moscow', '2026-11-01Z');"
	    "insert into staff (login, name, role, created_at) values ('maria', 'М', 'marketer', '2026-11-01Z'), "
	    "('vera', 'В', 'compliance', '2026-11-01Z'), ('anna', 'А', 'agent', '2026-11-01Z'), ('ivan', 'И', 'auditor', '2026-11-01Z');"
	    "insert into list (name, legal_entity_id, ground, source, responsible, obtained_at, file_sha256, imported_at) "
	    "values ('patients', 1, 'договор', 'клиника', 'П', '2026-11-01Z', '\\x00', '2026-11-01Z')");
}
