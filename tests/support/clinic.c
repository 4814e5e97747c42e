/* clinic.c - a small clinic in a test database. */
#include "tests/support/clinic.h"

#include <stdio.h>

static void
add_point(struct db *db, const struct installation_key *key, int id, int party, const char *kind, const char *address)
{
	uint8_t token[TOKEN_SIZE];
	struct buf hex = {0};

	address_token(key, address, token);
	hex_add(&hex, token, sizeof(token));
	test_sql(db, "insert into contact_point (id, party_id, kind, address, token, created_at) "
	    "values (%d, %d, '%s', '%s', '\\x%s', '2026-11-01Z')", id, party, kind, address, hex.data);
	buf_release(&hex);
}

static void
add_person(struct db *db, const struct installation_key *key, int n)
{
	char address[40];

	test_sql(db, "insert into party (id, kind, identity, name, salt, zone, created_at) values (%d, 'PERSON', "
	    "decode(md5('%d'), 'hex'), 'Иван %d', decode(md5('salt%d'), 'hex'), 'Europe/Moscow', '2026-11-01Z')",
	    n, n, n, n);
	snprintf(address, sizeof(address), "+7916000%04d", n);
	add_point(db, key, n, n, "PHONE", address);
	snprintf(address, sizeof(address), "n%d@example.ru", n);
	add_point(db, key, 1000 + n, n, "EMAIL", address);
	test_sql(db, "insert into target (campaign_id, contact_point_id, party_id, state, not_before) "
	    "values (1, %d, %d, 'card', '2026-11-02Z'), (2, %d, %d, 'due', '2026-11-02Z')", n, n, 1000 + n, n);
}

static void
add_campaign(struct db *db, const char *name, const char *channel, const char *mode)
{
	test_sql(db, "insert into campaign (name, legal_entity_id, branch_id, purpose, channel, dial_mode, class, provider, "
	    "body, lists, state, author_id, approver_id, created_at, text_checked_at, text_sha256, warning, neutral, stop_path, "
	    "human_key, offer_until, sms_category, carrier_template) values ('%s', 1, 1, 'AD_PROMO', '%s', %s, 'AD', "
	    "'mango', 'text', '{}', 'running', 2, 3, '2026-11-01Z', '2026-11-01Z', '', true, true, true, false, '2027-12-31Z', "
	    "'advertising', 'T-1')", name, channel, mode);
}

void
test_clinic_new(struct test_database *database, const struct installation_key *key, int people)
{
	struct db *db = database->db;

	test_sql(db, "insert into legal_entity (inn, name, created_at) values (7701234567, 'ООО \"Ромашка\"', '2026-11-01Z')");
	test_sql(db, "insert into branch (legal_entity_id, name, zone, created_at) "
	    "values (1, 'Москва', 'Europe/Moscow', '2026-11-01Z')");
	test_sql(db, "insert into staff (login, name, role, created_at) values ('anna', 'Анна', 'agent', '2026-11-01Z'), "
	    "('boris', 'Борис', 'marketer', '2026-11-01Z'), ('vera', 'Вера', 'compliance', '2026-11-01Z')");
	add_campaign(db, "Обзвон", "CALL_OPERATOR", "'PREVIEW'");
	add_campaign(db, "Письма", "EMAIL", "null");
	for (int n = 1; n <= people; n++)
		add_person(db, key, n);
}
