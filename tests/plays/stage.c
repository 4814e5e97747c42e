/* stage.c - the stage of one play: a database, the twin, the web process, and settings for both of us. */
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "tests/plays/play.h"
#include "tests/support/http.h"
#include "tests/support/process.h"

enum { BOUND_MS = 10000, NOBODY_LISTENS = 1 };

/* What secret.def of the twin says as well. */
static const char *const secrets[][2] = {
	{"installation.key", "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"},
	{"log.key", "f00102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"},
	{"mango.key", "testkey"}, {"mango.salt", "testsalt"}, {"mango.robot", "300"},
	{"smsc.login", "testlogin"}, {"smsc.password", "testpassword"}, {"smsc.secret", "testsecret"},
	{"smsc.token", "testtoken"}, {"kannel.username", "dialer"}, {"kannel.password", "testpassword"},
	{"kannel.token", "testtoken"}, {"unisender-go.api_key", "testapikey"},
};

static void
write_file(const struct stage *stage, const char *name, const char *text)
{
	char path[512];
	struct err err;

	snprintf(path, sizeof(path), "%s/%s", stage->dir, name);
	if (!file_write_whole(path, text, strlen(text), &err))
		play_stop("%s", err.text);
}

void
stage_secret(const struct stage *stage, const char *name, const char *value)
{
	char path[300], text[200];

	snprintf(path, sizeof(path), "secrets/%s", name);
	snprintf(text, sizeof(text), "%s\n", value);
	write_file(stage, path, text);
}

static void
write_contracts(const struct stage *stage)
{
	static const char *const paths[][2] = {{"mango", "/vpbx"}, {"smsc", ""}, {"kannel", ""},
	    {"unisender-go", "/ru/transactional/api/v1"}};
	struct buf text = {0};

	/* The rate is nothing: the dispatch line fills the bucket with what may go. */
	for (size_t i = 0; i < sizeof(paths) / sizeof(*paths); i++)
		buf_add_format(&text, "%s:\n  country: RU\n  inn: 7743895280\n  data: [address, text, name, agent]\n  base_url: http://127.0.0.1:%d%s\n  order_until: 2027-12-31\n"
		    "  carriers: all\n  rate: 0.000001\n  burst: 1000\n  connections: 2\n", paths[i][0], stage->provider_port,
		    paths[i][1]);
	write_file(stage, "contracts.yaml", text.data);
	buf_release(&text);
}

void
stage_settings(struct stage *stage)
{
	struct buf text = {0};
	const char *dir = stage->dir;

	write_contracts(stage);
	buf_add_format(&text, "database: \"%s\"\nclock: %s\ncontracts: %s/contracts.yaml\nsecrets: %s/secrets\n",
	    stage->database.words, stage->clock, dir, dir);
	buf_add_format(&text, "installation_key: %s/secrets/installation.key\nlog_key: %s/secrets/log.key\nlog_dir: %s/log\n"
	    "run_dir: %s/run\nport: %d\npublic_url: http://127.0.0.1:%d\nlanguage: en\nrequest_timeout: 1\nlease: 5\n",
	    dir, dir, dir, dir, stage->web_port, stage->web_port);
	write_file(stage, "settings.yaml", text.data);
	buf_release(&text);
}

/* This process and those it starts from now on read the same time. */
void
stage_clock(struct stage *stage, const char *text)
{
	struct err err;

	if (!clock_set(text, &err))
		play_stop("%s", err.text);
	clock_source(stage->clock);
	stage_settings(stage);
}

static struct db *
role_connect(const struct stage *stage, const char *role)
{
	char dsn[400];
	struct err err;

	snprintf(dsn, sizeof(dsn), "%s user=%s", stage->database.words, role);
	struct db *db = db_open(dsn, &err);
	if (db == NULL)
		fprintf(stderr, "%s\n", err.text);
	must(db != NULL);
	return db;
}

/* Read again after a change of the contracts: a play's provider goes away and comes back. */
void
stage_providers(struct stage *stage)
{
	struct settings settings;
	struct err err;

	must(settings_load(stage->settings, &settings, &err));
	providers_free(stage->reporter.providers);
	stage->reporter.providers = providers_load(&settings, &err);
	must(stage->reporter.providers != NULL);
	settings_release(&settings);
}

static void
load_reporter(struct stage *stage)
{
	struct settings settings;
	struct err err;
	char path[300];

	snprintf(path, sizeof(path), "%s/secrets/installation.key", stage->dir);
	must(installation_key_read(path, &stage->key, &err) && settings_load(stage->settings, &settings, &err));
	stage->reporter = (struct reporter){.name = "reporter", .key = stage->key, .db = stage->dispatcher, .stop_key = "9",
		.stop_push_alarm = 86400,
		.words = refusal_words_load(settings.refusal_words, &err), .providers = providers_load(&settings, &err)};
	if (stage->reporter.providers == NULL)
		fprintf(stderr, "%s\n", err.text);
	must(stage->reporter.words != NULL && stage->reporter.providers != NULL);
	settings_release(&settings);
	stage->questions = questions_new(1);
	stage->pushes = stop_pushes_new(1);
}

static void
wait_for_web(const struct stage *stage)
{
	struct buf reply = {0};

	for (int i = 0; i < BOUND_MS / 20; i++) {
		int status = test_http(stage->web_port, "GET", "/", "", NULL, &reply);
		buf_release(&reply);
		if (status != 0)
			return;
		poll(NULL, 0, 20);
	}
	fprintf(stderr, "the web process did not start: %s\n", stage->log);
	must(false);
}

void
stage_open(struct stage *stage)
{
	static int plays;
	char hooks[64], path[300];
	const char *options[] = {"--hooks", hooks, NULL};

	test_database_new(&stage->database);
	snprintf(stage->dir, sizeof(stage->dir), "/tmp/dozvon-play-%ld-%d", (long)getpid(), ++plays);
	snprintf(stage->settings, sizeof(stage->settings), "%s/settings.yaml", stage->dir);
	snprintf(stage->log, sizeof(stage->log), "%s/log.txt", stage->dir);
	mkdir(stage->dir, 0755);
	snprintf(path, sizeof(path), "%s/secrets", stage->dir);
	mkdir(path, 0700);
	snprintf(path, sizeof(path), "%s/run", stage->dir);
	mkdir(path, 0755);
	for (size_t i = 0; i < sizeof(secrets) / sizeof(*secrets); i++)
		stage_secret(stage, secrets[i][0], secrets[i][1]);
	stage->web_port = 20000 + (int)(getpid() * 31 + plays * 7) % 12000;
	snprintf(hooks, sizeof(hooks), "http://127.0.0.1:%d", stage->web_port);
	stage->twin = twin_start(options, NULL, &stage->twin_port);
	stage->provider_port = stage->twin_port;
	stage_clock(stage, "from 2026-11-23T08:00:00Z");
	stage->dispatcher = role_connect(stage, "dozvon_dispatcher");
	stage->janitor = role_connect(stage, "dozvon_janitor");
	load_reporter(stage);
	stage->web = role_start(stage->settings, "web", "web", stage->log);
	wait_for_web(stage);
}

void
stage_close(struct stage *stage)
{
	process_kill(stage->web);
	process_kill(stage->twin);
	questions_free(stage->questions);
	stop_pushes_free(stage->pushes);
	providers_free(stage->reporter.providers);
	refusal_words_free(stage->reporter.words);
	db_close(stage->dispatcher);
	db_close(stage->janitor);
	test_database_drop(&stage->database);
	if (getenv("KEEP") == NULL) {
		char command[300];
		snprintf(command, sizeof(command), "rm -rf %s", stage->dir);
		must(system(command) == 0);
	}
}

int
stage_ask(const struct stage *stage, const char *command, char *said, int size)
{
	char line[900];
	const char *build = getenv("DOZVON_BUILD");

	snprintf(line, sizeof(line), "%s/dozvon --settings %s %s 2>&1", build ? build : "build", stage->settings, command);
	FILE *pipe = popen(line, "r");
	must(pipe != NULL);
	size_t len = fread(said, 1, (size_t)size - 1, pipe);
	said[len] = '\0';
	return pclose(pipe);
}

const char *
stage_run(const struct stage *stage, const char *command)
{
	static char said[600];

	return stage_ask(stage, command, said, sizeof(said)) == 0 ? NULL : said;
}
