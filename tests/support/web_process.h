/* web_process.h - a web process over a database of its own, with a small clinic in it (clinic.h). */
#ifndef TESTS_SUPPORT_WEB_PROCESS_H
#define TESTS_SUPPORT_WEB_PROCESS_H

#include <sys/types.h>

#include "config/settings.h"
#include "tests/support/access.h"
#include "tests/support/clinic.h"
#include "tests/support/http.h"

struct test_web {
	struct test_database database;
	struct settings settings;
	struct installation_key key;
	char folder[64];
	pid_t pid;
	int port;
};

/* Stops the test when it does not come up.  Its clock stands at 2026-11-23 11:00 UTC. */
void test_web_start(struct test_web *web, int people);
/* One request with JSON by somebody of the staff; login NULL: by nobody.  Other headers: "Name: value\r\n" lines. */
int test_web_ask(struct test_web *web, const char *login, const char *method, const char *target, const char *headers,
    const char *body, struct buf *reply);
/* The exit code after SIGTERM; 1000 when it died of something else. */
int test_web_stop(struct test_web *web);

#endif
