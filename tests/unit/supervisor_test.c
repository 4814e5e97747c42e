/* supervisor_test.c - tiny processes under the supervisor: started again, given up, stopped, not left behind. */
#include "dialer/supervisor.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/err.h"
#include "base/log.h"
#include "dialer/run_lock.h"

#include <cmocka.h>

static char folder[] = "/tmp/dozvon-supervisor-XXXXXX";
static char command[3][300];
static char *argv[3][4];
static struct process_start starts[3];

static int
make_folder(void **state)
{
	(void)state;
	log_set_level(LOG_CRIT);
	return mkdtemp(folder) == NULL;
}

/* Each writes a line with its process number to folder/NAME, then does as told. */
static void
add(int i, const char *name, const char *then)
{
	snprintf(command[i], sizeof(command[i]), "echo $$ >> %s/%s; %s", folder, name, then);
	argv[i][0] = "/bin/sh";
	argv[i][1] = "-c";
	argv[i][2] = command[i];
	argv[i][3] = NULL;
	snprintf(starts[i].name, sizeof(starts[i].name), "%s", name);
	starts[i].argv = argv[i];
}

static pid_t
supervise_in_child(int count)
{
	pid_t pid = fork();
	if (pid == 0)
		_exit(supervise(starts, count));
	return pid;
}

/* The number of lines in folder/NAME and the process number on the last. */
static int
lines(const char *name, pid_t *last)
{
	char path[200];
	struct buf text = {0};
	struct err err;
	int count = 0;

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	if (buf_read_file(&text, path, 100000, &err))
		for (char *p = text.data, *end; (end = strchr(p, '\n')) != NULL; p = end + 1, count++)
			*last = (pid_t)atoi(p);
	buf_release(&text);
	return count;
}

static void
wait_for_lines(const char *name, int wanted, pid_t *last)
{
	for (int i = 0; i < 500 && lines(name, last) < wanted; i++)
		usleep(10000);
	assert_int_equal(lines(name, last), wanted);
}

static bool
is_gone(pid_t pid)
{
	for (int i = 0; i < 300 && kill(pid, 0) == 0; i++)
		usleep(10000);
	return kill(pid, 0) != 0;
}

static int
code_of(pid_t pid)
{
	int status = 0;
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 1000;
}

static void
a_killed_process_comes_back_and_all_end_together(void **state)
{
	pid_t one = 0, two = 0, again = 0;

	(void)state;
	add(0, "one", "exec sleep 100");
	add(1, "two", "exec sleep 100");
	pid_t supervisor = supervise_in_child(2);
	wait_for_lines("one", 1, &one);
	wait_for_lines("two", 1, &two);
	kill(one, SIGKILL);
	wait_for_lines("one", 2, &again);
	assert_int_not_equal(one, again);
	assert_int_equal(kill(two, 0), 0);
	kill(supervisor, SIGTERM);
	assert_int_equal(code_of(supervisor), EXIT_DONE);
	assert_true(is_gone(again));
	assert_true(is_gone(two));
}

static void
one_that_will_never_work_is_given_up(void **state)
{
	pid_t last;

	(void)state;
	add(0, "settings", "exit 78");
	add(1, "no", "exit 1");
	assert_int_equal(code_of(supervise_in_child(2)), EXIT_NO);
	assert_int_equal(lines("settings", &last), 1);
	assert_int_equal(lines("no", &last), 1);
}

static void
pauses_grow(void **state)
{
	int64_t begun = clock_monotonic();
	pid_t last;

	(void)state;
	add(0, "failing", "exit 75");
	pid_t supervisor = supervise_in_child(1);
	wait_for_lines("failing", 4, &last);	/* after 0.1, 0.2 and 0.4 s */
	assert_true(clock_monotonic() - begun >= 7 * SECOND / 10);
	kill(supervisor, SIGINT);
	assert_int_equal(code_of(supervisor), EXIT_DONE);
	assert_int_equal(supervisor_pause(0), SECOND / 10);
	assert_int_equal(supervisor_pause(3), 8 * SECOND / 10);
	assert_int_equal(supervisor_pause(100), 30 * SECOND);
}

static void
processes_end_with_a_killed_supervisor(void **state)
{
	pid_t one = 0;

	(void)state;
	add(0, "orphan", "exec sleep 100");
	pid_t supervisor = supervise_in_child(1);
	wait_for_lines("orphan", 1, &one);
	usleep(50000);	/* until the shell has become sleep */
	kill(supervisor, SIGKILL);
	code_of(supervisor);
	assert_true(is_gone(one));
}

static void
a_run_dir_has_one_supervisor(void **state)
{
	char path[200];
	struct err err;
	char number[24];
	int pipe_fd[2];
	char byte;

	(void)state;
	snprintf(path, sizeof(path), "%s/a/b", folder);
	assert_int_equal(pipe(pipe_fd), 0);
	pid_t holder = fork();
	if (holder == 0) {
		byte = run_lock_take(path, &err) ? 'y' : 'n';
		if (write(pipe_fd[1], &byte, 1) == 1)
			pause();
		_exit(0);
	}
	assert_int_equal(read(pipe_fd[0], &byte, 1), 1);
	assert_int_equal(byte, 'y');
	assert_false(run_lock_take(path, &err));
	assert_int_equal(err.kind, ERR_RETRY);
	snprintf(number, sizeof(number), "%ld", (long)holder);
	assert_non_null(strstr(err.text, number));
	kill(holder, SIGKILL);
	code_of(holder);
	assert_true(run_lock_take(path, &err));	/* a file left behind means nothing */
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_killed_process_comes_back_and_all_end_together),
		cmocka_unit_test(one_that_will_never_work_is_given_up),
		cmocka_unit_test(pauses_grow),
		cmocka_unit_test(processes_end_with_a_killed_supervisor),
		cmocka_unit_test(a_run_dir_has_one_supervisor),
	};
	return cmocka_run_group_tests(tests, make_folder, NULL);
}
