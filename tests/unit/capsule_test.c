/*
 * capsule_test.c - a capsule of a real sealed, cosigned and stamped log: the verifier that lies in it accepts it, and names
 * the first fault of each of 1,000 changed ones, and of those whose maker mended MANIFEST too.  DOZVON_SEED repeats a run.
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
#include "compliance/handover.h"
#include "tests/support/database.h"
#include "tests/support/access.h"
#include "tests/support/http.h"
#include "tests/support/process.h"
#include "tests/support/world.h"

#include <cmocka.h>

enum { TAMPERINGS = 1000, FORGERIES = 200, HISTORY = 600, FILES = 4000 };

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

/* An authority of RFC 3161 as `openssl ts` is one. */
static void
make_authority(void)
{
	write_text("tsa.cnf", "[tsa]\ndefault_tsa = t\n[t]\nserial = serial\ncrypto_device = builtin\nsigner_cert = tsa.pem\nsigner_key = tsa.key\n"
	    "signer_digest = sha256\ndefault_policy = 1.2.3.4.1\ndigests = sha256\ness_cert_id_alg = sha256\n"
	    "[e]\nextendedKeyUsage = critical,timeStamping\nkeyUsage = critical,digitalSignature\n");
	done(shell("echo 01 >serial; for w in ca stranger; do openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout $w.key -out $w.pem "
	    "-subj /CN=$w -days 30; done && openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout tsa.key -out tsa.csr -subj /CN=tsa && "
	    "openssl x509 -req -in tsa.csr -CA ca.pem -CAkey ca.key -CAcreateserial -out tsa.pem -days 30 -extfile tsa.cnf -extensions e"));
}

/* What the log has now, with somebody else's word for it. */
static void
stamp(void)
{
	done(shell("mkdir -p log/stamp && n=$(sed -n 2p log/checkpoint) && cp log/checkpoint log/stamp/$n.note && "
	    "openssl ts -query -digest $(sed '/^$/,$d' log/checkpoint | sha256sum | cut -c1-64) -sha256 -cert -out query && "
	    "openssl ts -reply -config tsa.cnf -section t -queryfile query -out log/stamp/$n.tsr"));
}

static void
cosign(void)
{
	char words[400];

	done(shell("mkdir -p witness && cp secrets/log.key.pub witness/logs && { echo 'old 0'; echo; cat log/checkpoint; } >request"));
	snprintf(words, sizeof(words), "witness --dir %s/witness --key %s/witness.key --name one.example --once %s/request", folder, folder, folder);
	done(dozvon(words));
	write_text("line", said_of());
	done(shell("{ cat log/checkpoint; grep '^— one' line; } >witnessed && mv witnessed log/witnessed && "
	    "echo \"witnesses: '$(cat witness.key.pub) http://127.0.0.1:9'\" >>%s && echo stamp_ca: $PWD/ca.pem >>%s", settings, settings));
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
	done(dozvon("audit key"));
	done(dozvon("audit seal"));
	make_authority();
	stamp();
	done(dozvon("suppress add --address +79160000001 --scope ADS_ALL --path desk"));
	assert_int_equal(dozvon(words), 1);	/* a decision that refuses */
	done(dozvon("audit seal"));
	stamp();
	cosign();
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
	char words[200];

	(void)state;
	if (database.db == NULL)
		skip();
	make_capsule("--to fas");
	assert_non_null(strstr(said_of(), "decisions 2, contacts 1, consents 1, refusals 1, evidence 1"));
	done(shell("mkdir open && cd open && unzip -q ../capsule.zip && sha256sum --quiet -c MANIFEST && make -s -C verifier"));
	done(shell("open/verifier/capsule-verify capsule.zip"));
	assert_non_null(strstr(said_of(), "each of the 2 decisions has its entry"));
	assert_non_null(strstr(said_of(), "1 of 1 contacts ended as an answer or a report in the log says"));
	assert_non_null(strstr(said_of(), "the witness one.example saw the first "));
	assert_non_null(strstr(said_of(), "2 time stamps, from "));
	assert_non_null(strstr(said_of(), "1 of 1 refusals have their entries"));
	done(shell("open/verifier/capsule-verify capsule.zip \"$(cat open/log/key)\" --witness \"$(cat witness.key.pub)\" --ca ca.pem"));
	assert_null(strstr(said_of(), "NOTE:"));
	assert_int_equal(shell("open/verifier/capsule-verify capsule.zip --witness \"$(sed s/one/two/ witness.key.pub)\""), 1);
	assert_int_equal(shell("open/verifier/capsule-verify capsule.zip --ca stranger.pem"), 1);
	assert_non_null(strstr(said_of(), "is no time stamp of log/stamp/"));
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
	/* The log names this very file, and no other. */
	snprintf(words, sizeof(words), "audit prove %s", test_sql_text(&database, "select xid || '/' || id from entry where convert_from(body, 'UTF8') "
	    "like '%%capsule.made%%'"));
	done(dozvon(words));
	write_text("made", said_of());
	done(shell("open/verifier/capsule-verify capsule.zip --made made"));
	assert_non_null(strstr(said_of(), "this very capsule was given out"));
	done(shell("cp capsule.zip first.zip"));
	make_capsule("");
	assert_int_equal(shell("open/verifier/capsule-verify capsule.zip --made made"), 1);
	assert_non_null(strstr(said_of(), "MANIFEST is another one"));
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

/* A contact that is refused: a decision under the key that the log has now, and somebody else's word for it. */
static void
decide_again(const char *clock)
{
	char words[300];

	if (clock != NULL)
		setenv("DOZVON_CLOCK", clock, 1);
	snprintf(words, sizeof(words), "provider send kannel --order %s/order.json --campaign 1 --as second", folder);
	assert_int_equal(dozvon(words), 1);
	done(dozvon("audit seal"));
	unsetenv("DOZVON_CLOCK");
	stamp();
}

/* Decisions under three keys, stamps and a cosignature under older ones: any of the keys is enough to check it all. */
static void
its_keys_change(void **state)
{
	static const char *const known[] = {"first.pub", "second.pub", "secrets/log.key.pub"};

	(void)state;
	if (database.db == NULL)
		skip();
	done(shell("cp secrets/log.key first && cp secrets/log.key.pub first.pub"));
	done(dozvon("audit key rotate"));
	decide_again(NULL);
	done(shell("cp secrets/log.key second && cp secrets/log.key.pub second.pub"));
	done(dozvon("audit key rotate"));
	decide_again(NULL);
	make_capsule("");
	assert_non_null(strstr(said_of(), "decisions 4, contacts 1"));
	done(shell("rm -rf open/log && cd open && unzip -qo ../capsule.zip && sha256sum --quiet -c MANIFEST && cmp log/key ../secrets/log.key.pub"));
	for (int i = 0; i < 3; i++) {
		done(shell("open/verifier/capsule-verify capsule.zip \"$(cat %s)\" --witness \"$(cat witness.key.pub)\" --ca ca.pem", known[i]));
		assert_null(strstr(said_of(), "NOTE: the key"));
		assert_non_null(strstr(said_of(), "the log has had 3 keys"));
		assert_non_null(strstr(said_of(), "each of the 4 decisions has its entry"));
		assert_non_null(strstr(said_of(), "4 time stamps, from "));
	}
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
verify(const char *zip, char *const *given)
{
	char program[300], out[300];
	char *argv[10] = {program, (char *)(uintptr_t)zip};
	int status, words = 2;

	while (given != NULL && *given != NULL)
		argv[words++] = *given++;
	snprintf(program, sizeof(program), "%s/open/verifier/capsule-verify", folder);
	snprintf(out, sizeof(out), "%s/out", folder);
	pid_t pid = fork();
	if (pid == 0) {
		int fd = open(out, O_WRONLY | O_CREAT | O_TRUNC, 0600);
		dup2(fd, STDOUT_FILENO);
		execv(program, argv);
		_exit(127);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static unsigned
seed_of_run(void)
{
	const char *given = getenv("DOZVON_SEED");
	unsigned seed = given ? (unsigned)strtoul(given, NULL, 10) : (unsigned)(clock_monotonic() & 0xffffff);

	print_message("DOZVON_SEED=%u\n", seed);
	return seed;
}

static void
read_folder_file(const char *name, struct buf *out)
{
	char path[300];
	struct err err;

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	buf_clear(out);
	assert_true(buf_read_file(out, path, 1 << 26, &err));
}

static void
write_zip(const struct buf *zip, char path[300])
{
	snprintf(path, 300, "%s/changed.zip", folder);
	FILE *file = fopen(path, "w");
	assert_int_equal(fwrite(zip->data, 1, zip->len, file), zip->len);
	fclose(file);
}

static void
each_change_is_found(void **state)
{
	static struct member member[FILES];
	struct buf zip = {0}, whole = {0};
	char path[300];

	(void)state;
	if (database.db == NULL)
		skip();
	unsigned seed = seed_of_run();
	make_capsule("");
	read_folder_file("capsule.zip", &zip);
	int count = members(&zip, member);
	buf_add(&whole, zip.data, zip.len);
	for (int i = 0; i < TAMPERINGS; i++) {
		const struct member *m = &member[rand_r(&seed) % count];
		bool anywhere = i % 4 == 3;	/* in a header or a body */
		size_t at = anywhere ? (size_t)rand_r(&seed) % zip.len : m->from + (size_t)rand_r(&seed) % m->len;
		memcpy(zip.data, whole.data, whole.len);
		zip.data[at] ^= (char)(1 << rand_r(&seed) % 8);
		if (!anywhere)
			mend_crc(&zip, m, member, count);
		write_zip(&zip, path);
		int code = verify(path, NULL);
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

/* The line of MANIFEST made right again as well: only what the log, the witness and the authority signed gives it away. */
static void
mend_manifest(const struct buf *zip, const struct member *member, const struct member *all, int count)
{
	const struct member *manifest = &all[count - 1];
	struct buf hex = {0};
	uint8_t sum[SHA256_SIZE];
	char name[140];

	snprintf(name, sizeof(name), "  %s\n", member->name);
	char *line = memmem(zip->data + manifest->from, manifest->len, name, strlen(name));
	assert_non_null(line);
	sha256(zip->data + member->from, member->len, sum);
	hex_add(&hex, sum, sizeof(sum));
	memcpy(line - hex.len, hex.data, hex.len);
	buf_release(&hex);
	mend_crc(zip, member, all, count);
	mend_crc(zip, manifest, all, count);
}

/* Of log/ each bit is signed, but for the keys and the authority's wrapping, which the reader brings or MANIFEST holds. */
static bool
is_signed_file(const char *name)
{
	return strncmp(name, "log/", 4) == 0 && strcmp(name, "log/key") != 0 && strcmp(name, "log/witnesses") != 0 &&
	    strstr(name, ".tsr") == NULL && strstr(name, ".pem") == NULL;
}

static void
each_forgery_is_found(void **state)
{
	static struct member member[FILES];
	struct buf zip = {0}, whole = {0}, key = {0}, witness = {0}, ca = {0};
	char path[300];

	(void)state;
	if (database.db == NULL)
		skip();
	unsigned seed = seed_of_run();
	make_capsule("");
	read_folder_file("secrets/log.key.pub", &key);
	read_folder_file("witness.key.pub", &witness);
	buf_add_format(&ca, "%s/ca.pem", folder);
	key.data[strcspn(key.data, "\n")] = witness.data[strcspn(witness.data, "\n")] = '\0';
	char *const given[] = {key.data, (char[]){"--witness"}, witness.data, (char[]){"--ca"}, ca.data, NULL};
	read_folder_file("capsule.zip", &zip);
	int count = members(&zip, member);
	buf_add(&whole, zip.data, zip.len);
	for (int i = 0; i < FORGERIES;) {
		const struct member *m = &member[rand_r(&seed) % count];
		if (!is_signed_file(m->name))
			continue;
		size_t at = m->from + (size_t)rand_r(&seed) % m->len, stem = strlen(m->name) - (strstr(m->name, ".path") ? 5 : 0);
		memcpy(zip.data, whole.data, whole.len);
		zip.data[at] ^= (char)(1 << rand_r(&seed) % 8);
		mend_manifest(&zip, m, member, count);
		write_zip(&zip, path);
		int code = verify(path, given);
		const char *said = said_of();
		if (code != 1 || memmem(said, strlen(said), m->name, stem) == NULL)
			print_error("forgery %d at byte %zu of %s: %d %s\n", i, at - m->from, m->name, code, said);
		assert_int_equal(code, 1);
		assert_non_null(memmem(said, strlen(said), m->name, stem));
		i++;
	}
	buf_release(&zip);
	buf_release(&whole);
	buf_release(&key);
	buf_release(&witness);
	buf_release(&ca);
	done(dozvon("audit seal"));
}

/* The second handover as thieves of both keys would write it, for a log that they have made up; and one that only they signed. */
static void
forge_handovers(void)
{
	struct installation_key seed[2];
	struct handover forged = {.last = {.size = 3}};
	struct note_key third;
	struct buf note = {0}, text = {0};
	char path[300];
	struct err err;

	static const char *const names[] = {"second", "first"};
	for (int i = 0; i < 2; i++) {
		snprintf(path, sizeof(path), "%s/%s", folder, names[i]);
		assert_true(installation_key_read(path, &seed[i], &err));
	}
	read_folder_file("secrets/log.key.pub", &text);
	text.data[strcspn(text.data, "\n")] = '\0';
	assert_true(note_key_parse(text.data, &third, &err));
	assert_true(note_key_make("clinic.example/log", seed[1].bytes, &forged.from, &err));
	assert_true(note_key_make("clinic.example/log", seed[0].bytes, &forged.to, &err));
	handover_sign(&forged, seed[1].bytes, seed[0].bytes, &note);
	write_text("made-up", note.data);
	buf_clear(&note);
	forged.from = forged.to;
	forged.to = third;
	handover_sign(&forged, seed[0].bytes, seed[0].bytes, &note);
	write_text("unheard", note.data);
	buf_release(&note);
	buf_release(&text);
}

/* A capsule with one change of its files by a shell's words, MANIFEST and ZIP made anew to fit. */
static void
forge(const char *change)
{
	done(shell("rm -rf forged && cp -r open forged && rm -rf forged/verifier/capsule-verify && cd forged && %s && "
	    "cut -c67- MANIFEST | while read -r n; do [ ! -e $n ] || sha256sum $n; done >new && mv new MANIFEST && "
	    "rm -f ../forged.zip && cut -c67- MANIFEST > ../names && python3 - <<'X'\n"
	    "import zipfile\n"
	    "z = zipfile.ZipFile('../forged.zip', 'w')\n"
	    "for n in open('../names').read().split() + ['MANIFEST']:\n"
	    "  i = zipfile.ZipInfo(n); i.create_version = 63; i.external_attr = 0o100644 << 16; i.extract_version = 20\n"
	    "  z.writestr(i, open(n, 'rb').read())\n"
	    "z.close()\n"
	    "X\n", change));
}

/* Who changes the story and MANIFEST together is given away by the log. */
static void
the_log_gives_a_forger_away(void **state)
{
	static const struct {
		const char *change, *says;
	} forgeries[] = {
		{"true", NULL},
		{"sed -i 's/\"reasons\":\"[0-9a-f]\\{2,\\}\"/\"reasons\":\"\"/' story.json", "has other reasons than its entry"},
		{"sed -i 's/\"attempt_state\":\"[a-z]*\"/\"attempt_state\":\"busy\"/' story.json", "ended otherwise than its entries say"},
		{"sed -i '/\"outcome\":\"DENY\"/d' story.json", "does not tell of entry"},
		{"sed -i '/\"scope\":\"ADS_ALL\"/d' story.json", "does not tell of entry"},
		{"sed -i 's/Согласен на рекламу/Согласен на всё/' story.json", "the text of promo@1 is not what its hash names"},
		{"rm log/handover/1", "log/handover/1 is missing"},
		{"rm log/handover/2 log/handover/2.path", "log/key is not the key that log/handover/1 vouches for"},
		{"cp log/handover/1 log/handover/2", "log/handover/2: the key that gives up here is not the one before"},
		{"sed -i '/^$/{n;d}' log/handover/1", "log/handover/1: the key that gives up here has not signed it"},
		{"cp ../made-up log/handover/1 && sed -i 's/^old.*/old 3/' log/handover/1.path", "log/handover/1 is not the beginning of the log"},
		{"cp ../unheard log/handover/2", "log/handover/2: the key that takes over here has not signed it"},
		{"rm log/handover/2.path", "log/handover/2.path is missing"},
		{"rm log/witnessed.path", "log/witnessed.path is missing"},
		{"rm $(ls log/stamp/*.tsr | head -1)", ".tsr is missing"},
		{"cp $(ls log/stamp/*.tsr | head -1) $(ls log/stamp/*.tsr | tail -1)", "is no time stamp of log/stamp/"},
		{"cp log/witnessed.path $(ls log/stamp/*.path | head -1)", "is not from log/stamp/"},
		{"rm $(ls log/*.proof | tail -1)", "no entry in the log"},
	};

	(void)state;
	if (database.db == NULL)
		skip();
	forge_handovers();
	for (size_t i = 0; i < sizeof(forgeries) / sizeof(forgeries[0]); i++) {
		forge(forgeries[i].change);
		int code = shell("open/verifier/capsule-verify forged.zip");
		if ((code != 0) != (forgeries[i].says != NULL))
			print_error("%s: %s\n", forgeries[i].change, said_of());
		assert_int_equal(code, forgeries[i].says != NULL);
		if (forgeries[i].says != NULL && strstr(said_of(), forgeries[i].says) == NULL)
			print_error("%s: %s\n", forgeries[i].change, said_of());
		assert_true(forgeries[i].says == NULL || strstr(said_of(), forgeries[i].says) != NULL);
	}
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
api(int at, const char *login, const char *method, const char *path, const char *body)
{
	static struct buf reply;
	struct installation_key key;
	char key_path[300], headers[300];
	struct err err;

	snprintf(key_path, sizeof(key_path), "%s/secrets/installation.key", folder);
	assert_true(installation_key_read(key_path, &key, &err));
	snprintf(headers, sizeof(headers), "%s%s", body[0] ? "Content-Type: application/json\r\n" : "", test_access(database.db, &key, login));
	buf_clear(&reply);
	int status = test_http(at, method, path, headers, body, &reply);
	const char *bytes = test_http_body(&reply);
	static const char *const names[] = {"out", "reply"};	/* the next command writes over the first */
	for (int i = 0; i < 2; i++) {
		char name[300];
		snprintf(name, sizeof(name), "%s/%s", folder, names[i]);
		assert_true(file_write_whole(name, bytes, reply.len - (size_t)(bytes - reply.data), &err));
	}
	return status;
}

/* Made by the clerk, as its own database user: who asks does not wait for it. */
static void
over_the_api(void **state)
{
	static const char path[] = "/api/v1/capsules";
	char log[300];

	(void)state;
	if (database.db == NULL)
		skip();
	snprintf(log, sizeof(log), "%s/roles.log", folder);
	pid_t web = role_start(settings, "web", "web", log);
	int at = web_port();
	assert_int_equal(api(at, "author", "POST", path, "{\"address\":\"+79160000001\",\"reason\":\"жалоба\"}"), 403);
	assert_int_equal(api(at, "second", "POST", path, "{\"address\":\"+79167777777\",\"reason\":\"жалоба\"}"), 404);
	assert_int_equal(api(at, "second", "POST", path, "{\"campaign\":77,\"reason\":\"жалоба\"}"), 404);
	assert_int_equal(api(at, "second", "POST", path, "{\"reason\":\"жалоба\"}"), 400);
	assert_int_equal(api(at, "second", "POST", path, "{\"address\":\"+79160000001\",\"reason\":\"жалоба\",\"to\":\"fas\"}"), 202);
	assert_string_equal(said_of(), "{\"capsule\":1,\"state\":\"due\"}");
	assert_int_equal(api(at, "second", "GET", "/api/v1/capsules/1/file", ""), 503);
	done(shell("mkdir -p run/capsules/7.zip.killed && touch run/capsules/7.zip.killed/3"));
	pid_t clerk = role_start(settings, "clerk", "clerk", log);
	for (int i = 0; i < 1000 && strstr(said_of(), "made") == NULL; i++) {
		usleep(10000);
		assert_int_equal(api(at, "second", "GET", "/api/v1/capsules/1", ""), 200);
	}
	assert_string_equal(said_of(), "{\"capsule\":1,\"state\":\"made\"}");
	assert_int_equal(api(at, "author", "GET", "/api/v1/capsules/1/file", ""), 403);
	assert_int_equal(api(at, "second", "GET", "/api/v1/capsules/2/file", ""), 404);
	assert_int_equal(test_sql_int(&database, "select count(*) from read_act"), 0);
	assert_int_equal(api(at, "second", "GET", "/api/v1/capsules/1/file", ""), 200);
	done(shell("open/verifier/capsule-verify reply"));
	assert_int_equal(test_sql_int(&database, "select count(*) from read_act join person_read on read_id = id join contact_point using (token) "
	    "where reading = 'capsule.get' and contact_point.id = 1"), 1);
	assert_int_equal(test_sql_int(&database, "select count(*) from capsule_job where reason is not null"), 0);
	/* The file goes with its hour, or with the person. */
	test_sql(database.db, "update capsule_job set made_at = made_at - interval '2 hours'");
	for (int i = 0; i < 1000 && test_sql_int(&database, "select count(*) from capsule_job where state = 'gone'") == 0; i++)
		usleep(10000);
	assert_int_equal(process_stop(clerk), 0);
	assert_int_equal(shell("ls run/capsules | grep -q zip"), 1);
	assert_int_equal(api(at, "second", "GET", "/api/v1/capsules/1/file", ""), 404);
	process_kill(web);
	done(dozvon("audit seal"));
}

/* of a campaign, without anybody's name or number. */
static void
of_a_campaign(void **state)
{
	char words[400];

	(void)state;
	if (database.db == NULL)
		skip();
	assert_int_equal(dozvon("capsule --campaign 77 --out /tmp/none.zip --by second --reason x"), 1);
	assert_int_equal(dozvon("capsule --campaign 1 --out /tmp/none.zip --by author --reason x"), 1);
	assert_int_equal(dozvon("capsule --campaign 1 --to person --out /tmp/none.zip --by second --reason x"), 64);
	done(dozvon("matter open --kind ACCESS --as second --address +79160000001"));
	snprintf(words, sizeof(words), "capsule --campaign 1 --out %s/campaign.zip --by second --reason проверка", folder);
	done(dozvon(words));
	done(shell("open/verifier/capsule-verify campaign.zip"));
	assert_non_null(strstr(said_of(), "each of the 4 decisions has its entry"));
	assert_non_null(strstr(said_of(), "1 of 1 contacts"));
	done(shell("rm -rf of && mkdir of && cd of && unzip -q ../campaign.zip && python3 -m json.tool story.json && cat story.txt"));
	assert_non_null(strstr(said_of(), "Согласен на рекламу"));
	assert_non_null(strstr(said_of(), "Сроки хранения"));
	assert_non_null(strstr(said_of(), "Реестр обращений граждан и сроки ответа"));
	assert_non_null(strstr(said_of(), "ответить на запрос о данных"));
	assert_int_equal(shell("cd of && grep -rlE '9160000001|Иванов' story.txt story.json letter.pdf"), 1);
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
	print_message("capsule of %d decisions: %.2f s, of them %.2f s its own CPU\n", HISTORY + 4, (double)begun / SECOND, cpu);
	assert_non_null(strstr(said_of(), "decisions 604"));
	done(shell("open/verifier/capsule-verify capsule.zip"));
	assert_non_null(strstr(said_of(), "each of the 604 decisions has its entry"));
}

/* Months later their bodies are in the archive, under keys that have given up: the capsule is the same, of old days and new. */
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
	make_capsule("--on 2026-11-23");
	assert_non_null(strstr(said_of(), "decisions 4, contacts 1"));
	done(shell("open/verifier/capsule-verify capsule.zip \"$(cat first.pub)\""));
	decide_again("fixed 2027-02-02T09:00:00Z");
	make_capsule("--on 2027-02-02");
	assert_non_null(strstr(said_of(), "decisions 1, contacts 0"));
	done(shell("open/verifier/capsule-verify capsule.zip"));
	done(dozvon("audit seal"));
	make_capsule("");
	done(shell("open/verifier/capsule-verify capsule.zip \"$(cat second.pub)\" --witness \"$(cat witness.key.pub)\" --ca ca.pem"));
	assert_non_null(strstr(said_of(), "each of the 605 decisions has its entry"));
	assert_non_null(strstr(said_of(), "5 time stamps"));
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
		cmocka_unit_test(the_capsule_verifies), cmocka_unit_test(it_is_refused), cmocka_unit_test(its_keys_change),
		cmocka_unit_test(each_change_is_found),
		cmocka_unit_test(each_forgery_is_found), cmocka_unit_test(the_log_gives_a_forger_away), cmocka_unit_test(over_the_api),
		cmocka_unit_test(of_a_campaign),
		cmocka_unit_test(ten_years_in_seconds), cmocka_unit_test(archived_months_too), cmocka_unit_test(without_its_entry_it_is_not_made),
	};

	return cmocka_run_group_tests(tests, start, finish);
}
