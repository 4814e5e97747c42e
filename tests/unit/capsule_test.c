/*
 * capsule_test.c - a capsule of a real sealed log: the verifier that lies in it accepts it, and names the first fault of
 * each of 1,000 changed ones.  DOZVON_SEED repeats a run.
 */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "compliance/address.h"
#include "tests/support/database.h"
#include "tests/support/access.h"
#include "tests/support/http.h"
#include "tests/support/process.h"
#include "tests/support/world.h"

#include <cmocka.h>

enum { TAMPERINGS = 1000, HISTORY = 600, FILES = 4000 };

static struct test_database database;
static char folder[] = "/tmp/dozvon-capsule-XXXXXX";
static char settings[256];
static pid_t twin;
static int port;

static int shell(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* The exit code of a command line; what it says goes to out. */
static int
shell(const char *format, ...)
{
	char command[1200], line[1400];
	va_list args;

	va_start(args, format);
	vsnprintf(command, sizeof(command), format, args);
	va_end(args);
	snprintf(line, sizeof(line), "cd %s && (%s) >out 2>&1", folder, command);
	int status = system(line);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static const char *
said_of(void)
{
	static struct buf text;
	struct err err;
	char path[300];

	buf_clear(&text);
	snprintf(path, sizeof(path), "%s/out", folder);
	assert_true(buf_read_file(&text, path, 1 << 24, &err));
	return text.data ? text.data : "";
}

static int
dozvon(const char *words)
{
	const char *build = getenv("DOZVON_BUILD");
	char here[400], path[500];

	assert_non_null(getcwd(here, sizeof(here)));
	snprintf(path, sizeof(path), "%s/%s", here, build ? build : "build");
	if (build != NULL && build[0] == '/')
		snprintf(path, sizeof(path), "%s", build);
	return shell("cd %s && %s/dozvon --settings %s --lang en %s", here, path, settings, words);
}

static void
done(int code)
{
	if (code != 0)
		print_error("%s\n", said_of());
	assert_int_equal(code, 0);
}

static void
give_tokens(void)
{
	struct installation_key key;
	char path[300], address[20];
	struct err err;

	snprintf(path, sizeof(path), "%s/secrets/installation.key", folder);
	assert_true(installation_key_read(path, &key, &err));
	for (int n = 1; n <= 2; n++) {
		uint8_t token[TOKEN_SIZE];
		struct buf hex = {0};
		snprintf(address, sizeof(address), "+7916%07d", n);
		address_token(&key, address, token);
		hex_add(&hex, token, sizeof(token));
		test_sql(database.db, "update contact_point set token = '\\x%s' where id = %d", hex.data, n);
		buf_release(&hex);
	}
}

static void
write_text(const char *name, const char *text)
{
	char path[300];
	struct err err;

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	assert_true(file_write_whole(path, text, strlen(text), &err));
}

/* What the twin was sent, and the paper behind it. */
static void
make_history(void)
{
	char words[600];

	test_sql(database.db, "insert into wording (legal_entity_id, code, name, version, body, sha256, standalone, preticked, mandatory, "
	    "created_at) values (1, 'AD_CHANNEL', 'promo', 1, 'Согласен на рекламу', sha256(convert_to('Согласен на рекламу', 'UTF8')), "
	    "true, false, false, '2026-11-01Z')");
	test_sql(database.db, "insert into consent_event (consent_id, act, party_id, contact_point_id, token, code, channels, purposes, "
	    "legal_entity_inn, valid_from, recorded_at, wording_id, proven) select '0190c0de-0000-8000-8000-000000000001', 'given', 1, 1, "
	    "token, 'AD_CHANNEL', 4, 1, 7701234560, '2026-11-01Z', '2026-11-01Z', 1, true from contact_point where id = 1");
	write_text("scan.pdf", "%PDF-1.7\nподпись пациента\n");
	done(dozvon("evidence key"));
	snprintf(words, sizeof(words), "evidence add %s/scan.pdf --consent 0190c0de-0000-8000-8000-000000000001", folder);
	done(dozvon(words));
	write_text("order.json", "{\"address\": \"+79160000001\"}");
	snprintf(words, sizeof(words), "provider send kannel --order %s/order.json --campaign 1 --as second", folder);
	done(dozvon(words));
	done(dozvon("suppress add --address +79160000001 --scope ADS_ALL --path desk"));
	assert_int_equal(dozvon(words), 1);	/* a decision that refuses */
	done(dozvon("audit key"));
	done(dozvon("audit seal"));
}

static int
start(void **state)
{
	static const char *const options[] = {NULL};
	struct world world = {.people = 2, .provider = "kannel"};
	char path[300];
	FILE *file;

	(void)state;
	if (!test_database_is_there())
		return 0;
	assert_non_null(mkdtemp(folder));
	test_database_new(&database);
	world_people(database.db, world.people);
	world_campaign(database.db, &world, true);
	twin = twin_start(options, NULL, &port);
	world_settings(folder, database.words, port, 4, 10, settings);
	file = fopen(settings, "a");
	fprintf(file, "evidence_dir: %s/evidence\nevidence_key: %s/secrets/evidence.key\nlog_origin: clinic.example/log\nport: 0\n", folder, folder);
	fclose(file);
	snprintf(path, sizeof(path), "%s/secrets/log.key", folder);
	unlink(path);
	/* fontconfig and pango keep what they found for the life of the process; LeakSanitizer is told so. */
	write_text("leaks", "leak:libfontconfig\nleak:libpango\nleak:libcairo\n");
	snprintf(path, sizeof(path), "suppressions=%s/leaks:print_suppressions=0", folder);
	setenv("LSAN_OPTIONS", path, 0);
	give_tokens();
	make_history();
	return 0;
}

static int
finish(void **state)
{
	char command[300];

	(void)state;
	if (database.db == NULL)
		return 0;
	process_kill(twin);
	test_database_drop(&database);
	snprintf(command, sizeof(command), "rm -rf %s", folder);
	return system(command);
}

static void
make_capsule(const char *more)
{
	char words[600];

	snprintf(words, sizeof(words), "capsule --address 89160000001 --out %s/capsule.zip --by second --reason 'жалоба' %s", folder, more);
	done(dozvon(words));
}

/* Its own verifier, built from what lies in the capsule. */
static void
the_capsule_verifies(void **state)
{
	(void)state;
	if (database.db == NULL)
		skip();
	make_capsule("--to fas");
	assert_non_null(strstr(said_of(), "decisions 2, contacts 1, consents 1, refusals 1, evidence 1"));
	done(shell("mkdir open && cd open && unzip -q ../capsule.zip && sha256sum --quiet -c MANIFEST && make -s -C verifier"));
	done(shell("open/verifier/capsule-verify capsule.zip"));
	assert_non_null(strstr(said_of(), "each of the 2 decisions has its entry"));
	done(shell("open/verifier/capsule-verify capsule.zip \"$(cat open/log/key)\""));
	assert_int_equal(shell("open/verifier/capsule-verify capsule.zip clinic.example/log+00000000+AQ=="), 1);
	done(shell("cat open/story.txt"));
	assert_non_null(strstr(said_of(), "Согласен на рекламу"));
	assert_non_null(strstr(said_of(), "G-08"));
	assert_non_null(strstr(said_of(), "Имеются противопоказания"));
	assert_non_null(strstr(said_of(), "7743895280"));
	done(shell("head -c 5 open/letter.pdf; cmp open/evidence/*.PDF scan.pdf && python3 -m json.tool open/story.json"));
	assert_int_equal(test_sql_int(&database, "select count(*) from entry where convert_from(body, 'UTF8') like '%%capsule.made%%'"), 1);
	assert_int_equal(test_sql_int(&database, "select count(*) from entry where convert_from(body, 'UTF8') like '%%жалоба%%'"), 0);
	done(dozvon("audit seal"));
}

/* What nobody may, what nobody knows, another day. */
static void
it_is_refused(void **state)
{
	(void)state;
	if (database.db == NULL)
		skip();
	assert_int_equal(dozvon("capsule --address 89160000001 --out /tmp/none.zip --by author --reason x"), 1);
	assert_int_equal(dozvon("capsule --address 89167777777 --out /tmp/none.zip --by second --reason x"), 1);
	assert_int_equal(dozvon("capsule --address 89160000001 --out /tmp/none.zip --by second --reason x --to tax"), 65);
	assert_int_equal(access("/tmp/none.zip", F_OK), -1);
	make_capsule("--on 2026-11-22");
	assert_non_null(strstr(said_of(), "decisions 0, contacts 0, consents 1"));
	done(dozvon("audit seal"));
	make_capsule("--on 2026-11-23");
	assert_non_null(strstr(said_of(), "decisions 2, contacts 1"));
	done(dozvon("audit seal"));
}

struct member {
	char name[130];
	size_t from, len;
};

/* Where the bodies of the files lie in the ZIP: the local headers one after another. */
static int
members(const struct buf *zip, struct member *out)
{
	int count = 0;

	for (size_t at = 0; memcmp(zip->data + at, "PK\3\4", 4) == 0; count++) {
		const unsigned char *head = (const unsigned char *)zip->data + at;
		size_t name = head[26] | (size_t)head[27] << 8;
		snprintf(out[count].name, sizeof(out[count].name), "%.*s", (int)name, (const char *)head + 30);
		out[count].len = head[18] | (size_t)head[19] << 8 | (size_t)head[20] << 16 | (size_t)head[21] << 24;
		out[count].from = at + 30 + name;
		at = out[count].from + out[count].len;
	}
	return count;
}

/* The body's CRC made right again, so that not the ZIP but what it holds gives the change away. */
static void
mend_crc(const struct buf *zip, const struct member *member, const struct member *all, int count)
{
	unsigned char *head = (unsigned char *)zip->data + member->from - strlen(member->name) - 30;
	uint32_t crc = 0xffffffff;
	size_t at = all[count - 1].from + all[count - 1].len;

	for (size_t i = 0; i < member->len; i++) {
		crc ^= (unsigned char)zip->data[member->from + i];
		for (int k = 0; k < 8; k++)
			crc = crc & 1 ? 0xedb88320 ^ crc >> 1 : crc >> 1;
	}
	crc = ~crc;
	for (const struct member *one = all; one < member; one++)
		at += 46 + strlen(one->name);
	for (int i = 0; i < 4; i++)
		head[14 + i] = ((unsigned char *)zip->data)[at + 16 + (size_t)i] = (unsigned char)(crc >> 8 * i);
}

/* Without a shell: it is asked a thousand times. */
static int
verify(const char *zip)
{
	char program[300], out[300];
	int status;

	snprintf(program, sizeof(program), "%s/open/verifier/capsule-verify", folder);
	snprintf(out, sizeof(out), "%s/out", folder);
	pid_t pid = fork();
	if (pid == 0) {
		int fd = open(out, O_WRONLY | O_CREAT | O_TRUNC, 0600);
		dup2(fd, STDOUT_FILENO);
		execl(program, program, zip, (char *)NULL);
		_exit(127);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void
each_change_is_found(void **state)
{
	static struct member member[FILES];
	const char *given = getenv("DOZVON_SEED");
	unsigned seed = given ? (unsigned)strtoul(given, NULL, 10) : (unsigned)(clock_monotonic() & 0xffffff);
	struct buf zip = {0};
	char path[300];
	struct err err;

	(void)state;
	if (database.db == NULL)
		skip();
	print_message("DOZVON_SEED=%u\n", seed);
	make_capsule("");
	snprintf(path, sizeof(path), "%s/capsule.zip", folder);
	assert_true(buf_read_file(&zip, path, 1 << 26, &err));
	int count = members(&zip, member);
	struct buf whole = {0};
	buf_add(&whole, zip.data, zip.len);
	snprintf(path, sizeof(path), "%s/changed.zip", folder);
	for (int i = 0; i < TAMPERINGS; i++) {
		const struct member *m = &member[rand_r(&seed) % count];
		bool anywhere = i % 4 == 3;	/* in a header or a body */
		size_t at = anywhere ? (size_t)rand_r(&seed) % zip.len : m->from + (size_t)rand_r(&seed) % m->len;
		memcpy(zip.data, whole.data, whole.len);
		zip.data[at] ^= (char)(1 << rand_r(&seed) % 8);
		if (!anywhere)
			mend_crc(&zip, m, member, count);
		FILE *file = fopen(path, "w");
		assert_int_equal(fwrite(zip.data, 1, zip.len, file), zip.len);
		fclose(file);
		int code = verify(path);
		const char *said = said_of();
		bool named = strncmp(said, "FAULT: ", 7) == 0 && (anywhere || strstr(said, m->name) != NULL ||
		    strcmp(m->name, "MANIFEST") == 0);
		if (code != 1 || !named)
			print_error("change %d at %zu in %s: %d %s\n", i, at, m->name, code, said);
		assert_int_equal(code, 1);
		assert_true(named);
	}
	buf_release(&zip);
	buf_release(&whole);
	done(dozvon("audit seal"));
}

/* Who changes the story and MANIFEST together is given away by the log. */
static void
the_log_gives_a_forger_away(void **state)
{
	(void)state;
	if (database.db == NULL)
		skip();
	done(shell("rm -rf forged && cp -r open forged && rm -rf forged/verifier/capsule-verify && cd forged && "
	    "sed -i 's/\"reasons\":\"[0-9a-f]\\{2,\\}\"/\"reasons\":\"\"/' story.json && cut -c67- MANIFEST | xargs sha256sum > new && mv new MANIFEST && "
	    "rm -f ../forged.zip && cut -c67- MANIFEST > ../names && python3 - <<'X'\n"
	    "import zipfile\n"
	    "z = zipfile.ZipFile('../forged.zip', 'w')\n"
	    "for n in open('../names').read().split() + ['MANIFEST']:\n"
	    "  i = zipfile.ZipInfo(n); i.create_version = 63; i.external_attr = 0o100644 << 16; i.extract_version = 20\n"
	    "  z.writestr(i, open(n, 'rb').read())\n"
	    "z.close()\n"
	    "X\n"));
	assert_int_equal(shell("open/verifier/capsule-verify forged.zip"), 1);
	assert_non_null(strstr(said_of(), "has other reasons than its entry"));
}

static int
web_port(void)
{
	struct buf text = {0};
	struct err err;
	char path[300];
	int found = 0;

	snprintf(path, sizeof(path), "%s/run/web.port", folder);
	for (int i = 0; i < 1000 && found == 0; i++) {
		usleep(10000);
		buf_clear(&text);
		if (buf_read_file(&text, path, 100, &err))
			found = atoi(text.data);
	}
	buf_release(&text);
	assert_int_not_equal(found, 0);
	return found;
}

static int
ask(int at, const char *login, const char *body, struct buf *reply)
{
	struct installation_key key;
	char path[300], headers[200];
	struct err err;

	snprintf(path, sizeof(path), "%s/secrets/installation.key", folder);
	assert_true(installation_key_read(path, &key, &err));
	snprintf(headers, sizeof(headers), "Content-Type: application/json\r\n%s", test_access(database.db, &key, login));
	buf_clear(reply);
	return test_http(at, "POST", "/api/v1/capsules", headers, body, reply);
}

/* As the web process's own database user; nothing of it stays on this machine. */
static void
over_the_api(void **state)
{
	struct buf reply = {0};
	char path[300];
	struct err err;

	(void)state;
	if (database.db == NULL)
		skip();
	snprintf(path, sizeof(path), "%s/web.log", folder);
	pid_t web = role_start(settings, "web", "web", path);
	int at = web_port();
	assert_int_equal(ask(at, "author", "{\"address\":\"+79160000001\",\"reason\":\"жалоба\"}", &reply), 403);
	assert_int_equal(ask(at, "second", "{\"address\":\"+79167777777\",\"reason\":\"жалоба\"}", &reply), 404);
	int status = ask(at, "second", "{\"address\":\"+79160000001\",\"reason\":\"жалоба\",\"to\":\"fas\"}", &reply);
	if (status != 200)
		print_error("%s\n", reply.data);
	assert_int_equal(status, 200);
	const char *zip = test_http_body(&reply);
	snprintf(path, sizeof(path), "%s/asked.zip", folder);
	assert_true(file_write_whole(path, zip, reply.len - (size_t)(zip - reply.data), &err));
	done(shell("open/verifier/capsule-verify asked.zip"));
	assert_int_equal(shell("ls run | grep -q capsule"), 1);
	process_kill(web);
	buf_release(&reply);
	done(dozvon("audit seal"));
}

/* Ten years of one number: five decisions a month. */
static void
ten_years_in_seconds(void **state)
{
	struct rusage before, after;
	int64_t begun;

	(void)state;
	if (database.db == NULL)
		skip();
	test_sql(database.db, "with old as (select d.* from decision d where d.party_id = 1 and outcome = 'ALLOW'), "
	    "fresh as (select gen_random_uuid() as id, n from generate_series(1, %d) n), "
	    "decided as (insert into decision select f.id, o.campaign_id, o.contact_point_id, o.party_id, o.outcome, o.until, o.reasons, "
	    "o.facts, o.policy_sha256, o.decided_at - f.n * interval '6 days' from old o, fresh f) "
	    "insert into entry (body) select convert_to(replace(convert_from(e.body, 'UTF8'), o.id::text, f.id::text), 'UTF8') "
	    "from old o join entry e on position(convert_to(o.id::text, 'UTF8') in e.body) > 0 and "
	    "convert_from(e.body, 'UTF8') like '%%attempt.cleared%%', fresh f", HISTORY);
	done(dozvon("audit seal"));
	getrusage(RUSAGE_CHILDREN, &before);
	begun = clock_monotonic();
	make_capsule("");
	begun = clock_monotonic() - begun;
	getrusage(RUSAGE_CHILDREN, &after);
	double cpu = (double)(after.ru_utime.tv_sec - before.ru_utime.tv_sec) +
	    (double)(after.ru_utime.tv_usec - before.ru_utime.tv_usec) / SECOND;
	print_message("capsule of %d decisions: %.2f s, of them %.2f s its own CPU\n", HISTORY + 2, (double)begun / SECOND, cpu);
	assert_non_null(strstr(said_of(), "decisions 602"));
	done(shell("open/verifier/capsule-verify capsule.zip"));
	assert_non_null(strstr(said_of(), "each of the 602 decisions has its entry"));
}

/* Months later their bodies are in the archive: the capsule is the same. */
static void
archived_months_too(void **state)
{
	(void)state;
	if (database.db == NULL)
		skip();
	test_sql(database.db, "insert into entry (body) select '{}' from generate_series(1, 300)");	/* what comes after them */
	done(dozvon("audit seal"));
	setenv("DOZVON_CLOCK", "fixed 2027-02-01T09:00:00Z", 1);
	done(dozvon("audit archive --until 2027-01 --as second"));
	unsetenv("DOZVON_CLOCK");
	assert_true(test_sql_int(&database, "select count(*) from entry where convert_from(body, 'UTF8') like '{\"archived\":1%%'") > 600);
	done(dozvon("audit seal"));
	make_capsule("");
	done(shell("open/verifier/capsule-verify capsule.zip"));
	assert_non_null(strstr(said_of(), "each of the 602 decisions has its entry"));
}

/* A decision that nobody logged: no capsule hides it. */
static void
without_its_entry_it_is_not_made(void **state)
{
	(void)state;
	if (database.db == NULL)
		skip();
	done(dozvon("audit seal"));
	test_sql(database.db, "insert into decision select gen_random_uuid(), campaign_id, contact_point_id, party_id, outcome, until, "
	    "reasons, facts, policy_sha256, decided_at from decision where party_id = 1 limit 1");
	assert_int_equal(dozvon("capsule --address 89160000001 --out /tmp/none.zip --by second --reason x"), 1);
	assert_non_null(strstr(said_of(), "has no entry in the log"));
	assert_int_equal(access("/tmp/none.zip", F_OK), -1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_capsule_verifies), cmocka_unit_test(it_is_refused), cmocka_unit_test(each_change_is_found),
		cmocka_unit_test(the_log_gives_a_forger_away), cmocka_unit_test(over_the_api),
		cmocka_unit_test(ten_years_in_seconds), cmocka_unit_test(archived_months_too), cmocka_unit_test(without_its_entry_it_is_not_made),
	};

	return cmocka_run_group_tests(tests, start, finish);
}
