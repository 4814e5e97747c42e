/* serve.c - the command that runs the twin. */
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "base/clock.h"
#include "tests/twin/server.h"

enum { SCRIPT_MAX = 1 << 20, DEFAULT_HOOK_CONNECTIONS = 8 };

struct options {
	int port, hook_connections;
	const char *hooks, *script, *log, *secrets, *clock;
	uint64_t seed;
	int64_t delay_ms;
	bool follow;
};

static const char usage[] =
    "usage: dozvon-twin serve [--port N] [--hooks URL] [--seed N] [--script FILE] [--delay-ms N] [--log FILE]\n"
    "           [--secrets DIR] [--track-addresses] [--hook-connections N] [--clock SOURCE]\n"
    "port 0 takes a free one; the first line of output is \"listening PORT\"\n"
    "without --hooks the twin sends its webhooks to itself and shows them at /twin/hooks\n";

static bool
read_options(int argc, char **argv, struct options *out)
{
	static const struct option known[] = {
		{"port", required_argument, NULL, 'p'}, {"hooks", required_argument, NULL, 'h'},
		{"seed", required_argument, NULL, 's'}, {"script", required_argument, NULL, 'f'},
		{"delay-ms", required_argument, NULL, 'd'}, {"log", required_argument, NULL, 'l'},
		{"secrets", required_argument, NULL, 'k'}, {"track-addresses", no_argument, NULL, 't'},
		{"hook-connections", required_argument, NULL, 'c'}, {"clock", required_argument, NULL, 'r'},
		{NULL, 0, NULL, 0},
	};
	int letter;

	*out = (struct options){.seed = 1, .clock = "real",
	    .hook_connections = DEFAULT_HOOK_CONNECTIONS};
	while ((letter = getopt_long(argc, argv, "", known, NULL)) != -1) {
		switch (letter) {
		case 'p': out->port = atoi(optarg); break;
		case 'h': out->hooks = optarg; break;
		case 's': out->seed = strtoull(optarg, NULL, 10); break;
		case 'f': out->script = optarg; break;
		case 'd': out->delay_ms = atoll(optarg); break;
		case 'l': out->log = optarg; break;
		case 'k': out->secrets = optarg; break;
		case 'r': out->clock = optarg; break;
		case 't': out->follow = true; break;
		case 'c': out->hook_connections = atoi(optarg); break;
		default: return false;
		}
	}
	return optind == argc;
}

static const struct secret_file {
	size_t offset;
	const char *file, *value;
} secret_files[] = {
#define SECRET(member, file, value) {offsetof(struct secrets, member), file, value},
#include "tests/twin/secret.def"
#undef SECRET
};

bool
secrets_read(const char *folder, struct secrets *out, struct err *err)
{
	char path[4096];

	for (size_t i = 0; i < sizeof(secret_files) / sizeof(*secret_files); i++) {
		const struct secret_file *secret = &secret_files[i];
		struct buf text = {0};
		struct err why = {0};
		snprintf(path, sizeof(path), "%s/%s", folder ? folder : "", secret->file);
		bool found = folder != NULL && buf_read_file(&text, path, 127, &why);
		if (!found && folder != NULL && why.kind != ERR_ABSENT) {
			buf_release(&text);
			return fail(err, why.kind, "%s", why.text);
		}
		size_t len = strcspn(found ? text.data : secret->value, "\r\n");
		snprintf((char *)out + secret->offset, 128, "%.*s", (int)len, found ? text.data : secret->value);
		buf_release(&text);
	}
	return true;
}

static struct script *
load_script(const char *path, struct err *err)
{
	struct buf text = {0};
	struct script *script = NULL;

	if (path == NULL)
		return script_new();
	if (buf_read_file(&text, path, SCRIPT_MAX, err))
		script = script_read(path, buf_view(&text), err);
	buf_release(&text);
	return script;
}

static struct loop *stopped_loop;
static volatile sig_atomic_t stopper;	/* who sent the signal: tests on one machine stop each other's twins by name */

static void
stop(int signal_number, siginfo_t *about, void *unused)
{
	(void)signal_number;
	(void)unused;
	stopper = about->si_pid;
	loop_stop(stopped_loop);
}

static void
stop_on_signals(struct loop *loop)
{
	struct sigaction action = {.sa_sigaction = stop, .sa_flags = SA_SIGINFO};

	stopped_loop = loop;
	signal(SIGPIPE, SIG_IGN);
	sigaction(SIGTERM, &action, NULL);
	sigaction(SIGINT, &action, NULL);
}

static void
all_files_allowed(void)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
		limit.rlim_cur = limit.rlim_max;
		setrlimit(RLIMIT_NOFILE, &limit);
	}
}

/* What a killed twin had processed counts again. */
static void
count_again(struct twin *twin)
{
	const struct seen *seen;
	uint64_t i = 0;

	while ((seen = ledger_next(twin->ledger, &i)) != NULL) {
		struct counts *counts = &twin->counts[seen->part];
		counts->processed += seen->times;
		counts->distinct++;
		counts->twice += seen->times > 1;
	}
}

static struct server *
start(struct twin *twin, const struct options *options, struct err *err)
{
	char own_url[64];

	twin->loop = loop_new();
	twin->seed = options->seed;
	twin->delay = options->delay_ms * 1000;
	if (!clock_set(options->clock, err) || !secrets_read(options->secrets, &twin->secrets, err))
		return NULL;
	twin->script = load_script(options->script, err);
	if (twin->script == NULL)
		return NULL;
	twin->ledger = ledger_new(options->log, options->follow, err);
	if (twin->ledger == NULL)
		return NULL;
	count_again(twin);
	buf_init(&twin->heard);
	struct server *server = server_new(twin, options->port, err);
	if (server == NULL)
		return NULL;
	snprintf(own_url, sizeof(own_url), "http://127.0.0.1:%d", server_port(server));
	twin->hooks = hooks_new(twin->loop, options->hooks ? options->hooks : own_url, options->hook_connections, err);
	return twin->hooks != NULL ? server : NULL;
}

int
command_serve(int argc, char **argv)
{
	static struct twin twin;
	struct options options;
	struct err err = {0};

	if (!read_options(argc, argv, &options)) {
		fputs(usage, stderr);
		return EXIT_USAGE;
	}
	all_files_allowed();
	struct server *server = start(&twin, &options, &err);
	if (server == NULL) {
		fprintf(stderr, "dozvon-twin: %s\n", err.text);
		return (int)err_exit_code(&err);
	}
	stop_on_signals(twin.loop);
	printf("listening %d\n", server_port(server));
	fflush(stdout);
	loop_run(twin.loop, server_turn_end, server);
	server_free(server);
	printf("stopped by process %d\n", (int)stopper);
	return EXIT_DONE;
}
