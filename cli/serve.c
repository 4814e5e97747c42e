/*
 * serve.c - dozvon serve: the supervisor, or with --role one of its processes.
 *
 * The supervisor starts this same binary once for each process.  What must be
 * the same in all of them - the clock, the language - is resolved here and
 * handed on by the environment.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "cli/cli.h"
#include "compliance/clerk.h"
#include "compliance/courier.h"
#include "compliance/gost.h"
#include "compliance/restoring.h"
#include "compliance/sealer.h"
#include "dialer/dispatcher.h"
#include "dialer/janitor.h"
#include "dialer/planner.h"
#include "dialer/reporter.h"
#include "dialer/run_lock.h"
#include "dialer/supervisor.h"
#include "web/web.h"

static const char USAGE[] = "serve [--join] [--i-know]";

static const struct role {
	const char *name;
	int (*run)(const struct settings *settings, const char *name);
} roles[] = {
#define ROLE(name, run) {name, run},
#include "cli/roles.def"
#undef ROLE
};
enum { ROLES = sizeof(roles) / sizeof(roles[0]), ARGV = 12 };

struct fleet {
	struct process_start start[SUPERVISED_MAX];
	char *argv[SUPERVISED_MAX][ARGV];
	int count;
	char self[4096];	/* this binary */
	const char *settings_path;
	bool knows;		/* --i-know */
};

static bool
is_dispatcher(const struct role *role)
{
	return strcmp(role->name, "dispatcher") == 0;
}

static bool
is_wanted(const struct role *role, const struct settings *settings)
{
	return strcmp(role->name, "courier") != 0 || settings->witnesses[0] != '\0';
}

static void
add_process(struct fleet *fleet, const char *role, const char *name)
{
	must(fleet->count < SUPERVISED_MAX);
	struct process_start *start = &fleet->start[fleet->count];
	char **argv = fleet->argv[fleet->count++];
	int n = 0;

	snprintf(start->name, sizeof(start->name), "%s", name);
	start->argv = argv;
	argv[n++] = fleet->self;
	if (fleet->settings_path != NULL) {
		argv[n++] = "--settings";
		argv[n++] = (char *)(uintptr_t)fleet->settings_path;
	}
	argv[n++] = "serve";
	argv[n++] = "--role";
	argv[n++] = (char *)(uintptr_t)role;
	argv[n++] = "--name";
	argv[n++] = start->name;
	if (fleet->knows)
		argv[n++] = "--i-know";
	must(n < ARGV);
}

/* Names of dispatchers are unique over all hosts: those that join carry their host and process number. */
static void
add_dispatchers(struct fleet *fleet, int64_t count, bool join)
{
	char host[40] = "";
	char name[80];

	gethostname(host, sizeof(host) - 1);
	for (int64_t i = 1; i <= count; i++) {
		if (join)
			snprintf(name, sizeof(name), "dispatcher-%s-%ld-%d", host, (long)getpid(), (int)i);
		else
			snprintf(name, sizeof(name), "dispatcher-%d", (int)i);
		add_process(fleet, "dispatcher", name);
	}
}

static void
hand_on(const struct cli *cli)
{
	char clock[80];

	clock_source(clock);
	setenv("DOZVON_CLOCK", clock, 1);
	setenv("DOZVON_LANGUAGE", cli->settings.language, 1);
}

static bool
may_listen(const struct cli *cli, bool knows, struct err *err)
{
	if (knows || web_address_is_local(cli->settings.listen))
		return true;
	return fail(err, ERR_INPUT, "settings: listen: %s can be reached from outside, and tokens would travel in the clear: "
	    "put a proxy that ends TLS in front of 127.0.0.1, or say --i-know", cli->settings.listen);
}

/* I-07: personal data of Russian citizens are kept in Russia, and nowhere else. */
static bool
is_at_home(const struct cli *cli, struct err *err)
{
	return strcmp(cli->settings.region, "RU") == 0 ||
	    fail(err, ERR_INPUT, "settings: region: \"%s\": personal data of Russian citizens are kept in databases in Russia only (152-FZ 18(5))",
	    cli->settings.region);
}

/* Sealer and courier see for themselves what contradicts what was signed, and raise the alarm. */
static bool
asks_the_log(const char *role)
{
	return strcmp(role, "sealer") != 0 && strcmp(role, "courier") != 0;
}

static int
run_role(struct cli *cli, const char *role, const char *name)
{
	struct err err = {0};

	signal(SIGPIPE, SIG_IGN);
	log_set_role(name);
	if (asks_the_log(role) && !log_is_whole(&cli->settings, &err)) {
		log_event(LOG_ERR, "log.ahead", "%s", err.text);
		return (int)err_exit_code(&err);
	}
	for (int i = 0; i < ROLES; i++)
		if (strcmp(roles[i].name, role) == 0)
			return roles[i].run(&cli->settings, name);
	return cli_usage(USAGE);
}

static int
run_fleet(struct cli *cli, bool join, bool knows)
{
	static struct fleet fleet;
	struct err err = {0};

	if (!join && !run_lock_take(cli->settings.run_dir, &err))
		return cli_fail(&err);
	if (join && cli->settings.dispatchers == 0) {
		fail(&err, ERR_INPUT, "settings: dispatchers is 0: there is nothing to join with");
		return cli_fail(&err);
	}
	ssize_t len = readlink("/proc/self/exe", fleet.self, sizeof(fleet.self) - 1);
	must(len > 0);
	fleet.self[len] = '\0';
	fleet.settings_path = cli->settings_path;
	fleet.knows = knows;
	for (int i = 0; i < ROLES; i++) {
		if (is_dispatcher(&roles[i]))
			add_dispatchers(&fleet, cli->settings.dispatchers, join);
		else if (!join && is_wanted(&roles[i], &cli->settings))
			add_process(&fleet, roles[i].name, roles[i].name);
	}
	hand_on(cli);
	log_set_role("serve");
	log_event(LOG_INFO, "serve.started", "processes=%d pid=%ld", fleet.count, (long)getpid());
	return supervise(fleet.start, fleet.count);
}

int
command_serve(struct cli *cli, int argc, char **argv)
{
	const char *role = cli_option(argc, argv, "--role");
	const char *name = cli_option(argc, argv, "--name");
	bool join = cli_flag(argc, argv, "--join");
	bool knows = cli_flag(argc, argv, "--i-know");
	struct err err = {0};

	if (1 + 2 * (role != NULL) + 2 * (name != NULL) + join + knows != argc || (role == NULL) != (name == NULL))
		return cli_usage(USAGE);
	if (!is_at_home(cli, &err)) {
		cli_fail(&err);
		return EXIT_SETTINGS;
	}
	if (!join && cli->settings.log_gost_key[0] != '\0' && !gost_find(&err)) {
		cli_fail(&err);
		return EXIT_SETTINGS;
	}
	if (!join && (role == NULL || strcmp(role, "web") == 0) && !may_listen(cli, knows, &err)) {
		cli_fail(&err);
		return EXIT_SETTINGS;
	}
	return role != NULL ? run_role(cli, role, name) : run_fleet(cli, join, knows);
}
