/* world.c - a clinic with people who agreed to everything, and a running SMS campaign to them. */
#include "tests/support/world.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/clock.h"
#include "base/crypto.h"
#include "compliance/basis.h"
#include "compliance/consent.h"
#include "tests/support/checked_text.h"
#include "tests/support/database.h"
#include "tests/support/pack.h"

#define WORLD_INN INT64_C(7701234560)

static void
add_consents(struct buf *hex)
{
	static const struct {
		enum consent_code code;
		uint16_t channels;
	} given[] = {
		{CONSENT_PD_PROMO, 0}, {CONSENT_AD_CHANNEL, WORD_BIT(CHANNEL_SMS)}, {CONSENT_COMM_SMS, WORD_BIT(CHANNEL_SMS)},
	};
	enum { GIVEN = sizeof(given) / sizeof(given[0]) };
	struct consent_fact consent[GIVEN];
	struct buf packed = {0};

	for (int i = 0; i < GIVEN; i++)
		consent[i] = (struct consent_fact){.code = given[i].code, .state = CONSENT_STATE_ACTIVE,
			.channels = given[i].channels, .purposes = WORD_BIT(PURPOSE_AD_PROMO), .legal_entity_inn = WORLD_INN, .granted_at = WORLD_NOW - 30 * DAY,
			.identity = IDENTITY_CODE_SMS, .signature = SIGNATURE_TICK, .standalone = TRI_YES, .number = i + 1};
	consent_pack(consent, GIVEN, &packed);
	hex_add(hex, packed.data, packed.len);
	buf_release(&packed);
}

static void
add_bases(struct buf *hex)
{
	struct basis_fact basis = {.kind = BASIS_CONTRACT, .purposes = WORD_BIT(PURPOSE_CONTRACT) | WORD_BIT(PURPOSE_SERVICE_REMINDER), .legal_entity_inn = WORLD_INN,
		.valid_from = WORLD_NOW - 90 * DAY};
	struct buf packed = {0};

	basis_pack(&basis, 1, &packed);
	hex_add(hex, packed.data, packed.len);
	buf_release(&packed);
}

void
world_people(struct db *db, int64_t people)
{
	struct buf consents = {0}, bases = {0};

	add_consents(&consents);
	add_bases(&bases);
	test_sql(db, "insert into party (id, kind, identity, name, region, salt, bases, created_at) "
	    "select g, 'PERSON', decode(lpad(to_hex(g), 32, '0'), 'hex'), 'Иванова Анна', 77, '\\x00', '\\x%s', "
	    "'2026-11-01' from generate_series(1, %lld) g", bases.data, (long long)people);
	test_sql(db, "insert into contact_point (id, party_id, kind, address, token, region, carrier_inn, verified_at, "
	    "consents, created_at) select g, g, 'PHONE', '+7916' || lpad(g::text, 7, '0'), "
	    "sha256(convert_to('+7916' || lpad(g::text, 7, '0'), 'UTF8')), 77, 7743895280, '2026-11-01', '\\x%s', "
	    "'2026-11-01' from generate_series(1, %lld) g", consents.data, (long long)people);
	test_sql(db, "analyze party, contact_point");
	buf_release(&consents);
	buf_release(&bases);
}

void
world_campaign(struct db *db, struct world *world, bool planned)
{
	test_sql(db, "insert into legal_entity (inn, name, licence, created_at) values (%lld, 'ООО Клиника', 'Л041-01137-77/00368513', '2026-11-01') on conflict do nothing", (long long)WORLD_INN);
	test_sql(db, "insert into branch (legal_entity_id, name, zone, created_at) values (1, 'Главный', 'Europe/Moscow', '2026-11-01') on conflict do nothing");
	test_sql(db, "insert into staff (login, name, role, created_at) values ('author', 'А', 'marketer', '2026-11-01'), "
	    "('second', 'Б', 'compliance', '2026-11-01') on conflict do nothing");
	test_sql(db, "insert into list (name, legal_entity_id, ground, source, responsible, obtained_at, file_sha256, imported_at) "
	    "values ('world', 1, 'договор', 'клиника', 'Петров', '2026-11-01', '\\x00', '2026-11-01') on conflict do nothing");
	test_sql(db, "insert into campaign (name, legal_entity_id, branch_id, purpose, channel, class, provider, sender, body, lists, "
	    "state, author_id, approver_id, approved_at, created_at) values ('world', 1, 1, 'AD_PROMO', 'SMS', 'AD', '%s', 'CLINIC', "
	    "'Скидка на осмотр. Имеются противопоказания, нужна консультация специалиста. Отказ: СТОП', '{1}', '%s', 1, 2, "
	    "'2026-11-01', '2026-11-01')", world->provider, planned ? "running" : "planning");
	test_text_checked(db);
	test_pack_in_force(db, WORLD_NOW - DAY, "author", "second");
	world->campaign = 1;
	if (planned)
		test_sql(db, "insert into target (campaign_id, contact_point_id, party_id, state) "
		    "select 1, g, g, 'due' from generate_series(1, %lld) g", (long long)world->people);
	else
		test_sql(db, "insert into list_row (list_id, party_id, contact_point_id, row_no) select 1, g, g, g from generate_series(1, %lld) g",
		    (long long)world->people);
	test_sql(db, "analyze target, list_row");
}

static void
write_file(const char *dir, const char *name, const char *text)
{
	char path[512];
	struct err err;

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	must(file_write_whole(path, text, strlen(text), &err));
}

void
world_settings(const char *dir, const char *database_words, int port, int connections, int batch, char path[256])
{
	char text[4096], secrets[300];

	snprintf(secrets, sizeof(secrets), "%s/secrets", dir);
	mkdir(dir, 0755);
	mkdir(secrets, 0700);
	snprintf(text, sizeof(text), "%s/run", dir);
	mkdir(text, 0755);
	write_file(secrets, "installation.key", "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n");
	write_file(secrets, "log.key", "f00102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n");
	write_file(secrets, "kannel.username", "dialer\n");
	write_file(secrets, "kannel.password", "testpassword\n");
	write_file(secrets, "kannel.token", "testtoken\n");
	snprintf(text, sizeof(text), "kannel:\n  country: RU\n  inn: 7743895280\n  data: [address, text, name]\n  base_url: http://127.0.0.1:%d\n  order_until: 2027-12-31\n"
	    "  carriers: all\n  rate: 1000000\n  burst: 100000\n  connections: %d\n", port, connections);
	write_file(dir, "contracts.yaml", text);
	snprintf(text, sizeof(text), "database: \"%s\"\nclock: from " WORLD_CLOCK " since %lld\ncontracts: %s/contracts.yaml\n"
	    "secrets: %s\ninstallation_key: %s/installation.key\nlog_key: %s/log.key\nlog_dir: %s/log\nrun_dir: %s/run\n"
	    "connections: %d\nbatch: %d\n", database_words, (long long)clock_read(), dir, secrets, secrets, secrets, dir, dir,
	    connections, batch);
	write_file(dir, "settings.yaml", text);
	snprintf(path, 256, "%s/settings.yaml", dir);
}
