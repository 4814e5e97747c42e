/* web_process.c - a web process over a database of its own. */
#include "tests/support/web_process.h"

#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "web/web.h"

static void
set(char **setting, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void
set(char **setting, const char *format, ...)
{
	char text[512];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	free(*setting);
	*setting = memory_text(text);
}

static void
write_file(const struct test_web *web, const char *name, const char *text)
{
	char path[300];
	struct err err;

	snprintf(path, sizeof(path), "%s/%s", web->folder, name);
	must(file_write_whole(path, text, strlen(text), &err));
}

static void
write_files(const struct test_web *web)
{
	static const char *const folders[] = {"providers", "log", "log/key", "log/tile", "log/tile/0", "log/tile/0/x001"};
	struct buf hex = {0};
	char path[300];

	for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++) {
		snprintf(path, sizeof(path), "%s/%s", web->folder, folders[i]);
		mkdir(path, 0755);
	}
	hex_add(&hex, web->key.bytes, sizeof(web->key.bytes));
	write_file(web, "key", hex.data);
	buf_release(&hex);
	write_file(web, "contracts.yaml", "mango:\n  country: RU\n  carriers: all\nsmsru:\n  country: RU\n  carriers: all\n"
	    "zadarma:\n  country: RU\n  carriers: all\n");
	write_file(web, "providers/smsru.yaml", "provider: smsru\nwebhook:\n  reply: {body: \"100\"}\n");
	write_file(web, "providers/zadarma.yaml", "provider: zadarma\nwebhook:\n  echo: zd_echo\n");
	write_file(web, "log/checkpoint", "dozvon.local/log\n1\n");
	write_file(web, "log/tile/0/x001/067", "tile");
	write_file(web, "log/key/1", "handover");
}

static void
prepare(struct test_web *web)
{
	struct settings *settings = &web->settings;
	struct err err;

	must(settings_load(NULL, settings, &err));
	snprintf(web->folder, sizeof(web->folder), "/tmp/dozvon-web-XXXXXX");
	must(mkdtemp(web->folder) != NULL);
	memset(web->key.bytes, 7, sizeof(web->key.bytes));
	set(&settings->database, "%s", web->database.words);
	set(&settings->run_dir, "%s", web->folder);
	set(&settings->log_dir, "%s/log", web->folder);
	set(&settings->providers, "%s/providers", web->folder);
	set(&settings->contracts, "%s/contracts.yaml", web->folder);
	set(&settings->installation_key, "%s/key", web->folder);
	settings->port = 0;
	write_files(web);
}

static int
wait_for_port(const struct test_web *web)
{
	char path[300];
	struct buf text = {0};
	struct err err;
	int port = 0;

	snprintf(path, sizeof(path), "%s/web.port", web->folder);
	for (int i = 0; i < 1000 && port == 0; i++) {
		usleep(10000);
		buf_clear(&text);
		if (buf_read_file(&text, path, 100, &err))
			port = atoi(text.data);
	}
	buf_release(&text);
	must(port != 0);
	return port;
}

void
test_web_start(struct test_web *web, int people)
{
	struct err err;

	*web = (struct test_web){0};
	test_database_new(&web->database);
	prepare(web);
	test_clinic_new(&web->database, &web->key, people);
	web->pid = fork();
	if (web->pid == 0) {
		log_set_level(getenv("WEB_TEST_LOG") ? LOG_INFO : LOG_CRIT);
		must(clock_set("fixed 2026-11-23T11:00:00Z", &err));
		_exit(web_run(&web->settings, "web"));
	}
	web->port = wait_for_port(web);
}

int
test_web_ask(struct test_web *web, const char *login, const char *method, const char *target, const char *headers,
    const char *body, struct buf *reply)
{
	char all[512];

	snprintf(all, sizeof(all), "%s%s%s", test_access(web->database.db, &web->key, login),
	    body != NULL ? "Content-Type: application/json\r\n" : "", headers);
	return test_http(web->port, method, target, all, body, reply);
}

int
test_web_stop(struct test_web *web)
{
	int status;

	kill(web->pid, SIGTERM);
	waitpid(web->pid, &status, 0);
	test_database_drop(&web->database);
	settings_release(&web->settings);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 1000;
}
