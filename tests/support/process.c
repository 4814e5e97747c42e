/* process.c - real processes for tests: started, killed, waited for. */
#include "tests/support/process.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/err.h"

static pid_t
start(const char *const *argv, const char *log, int output)
{
	pid_t pid = fork();
	must(pid >= 0);
	if (pid > 0)
		return pid;
	char path[512];
	const char *build = getenv("DOZVON_BUILD");
	int fd = open(log ? log : "/dev/null", O_WRONLY | O_CREAT | O_APPEND, 0644);
	must(fd >= 0);
	dup2(fd, STDERR_FILENO);
	dup2(output >= 0 ? output : fd, STDOUT_FILENO);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	snprintf(path, sizeof(path), "%s/%s", build ? build : "build", argv[0]);
	execv(path, (char *const *)(uintptr_t)argv);
	perror(path);
	_exit(127);
}

pid_t
process_start(const char *const *argv, const char *log)
{
	return start(argv, log, -1);
}

pid_t
process_start_reading(const char *const *argv, const char *log, char *line, int size)
{
	int ends[2];

	must(pipe(ends) == 0);
	pid_t pid = start(argv, log, ends[1]);
	close(ends[1]);
	FILE *file = fdopen(ends[0], "r");
	must(file != NULL);
	if (fgets(line, size, file) == NULL)
		line[0] = '\0';
	/* The reading end stays open: the program may say more and must not die of it. */
	return pid;
}

void
process_kill(pid_t pid)
{
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
}

int
process_stop(pid_t pid)
{
	int status;

	kill(pid, SIGTERM);
	for (int i = 0; i < 1500; i++) {
		if (waitpid(pid, &status, WNOHANG) == pid)
			return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
		poll(NULL, 0, 10);
	}
	process_kill(pid);
	return -1;
}

pid_t
role_start(const char *settings, const char *role, const char *name, const char *log)
{
	const char *argv[] = {"dozvon", "--settings", settings, "serve", "--role", role, "--name", name, NULL};
	return process_start(argv, log);
}

pid_t
twin_start(const char *const *options, const char *log, int *port)
{
	const char *argv[32] = {"dozvon-twin", "serve", "--port", "0"};
	char line[64];
	int count = 4;

	while (options != NULL && *options != NULL)
		argv[count++] = *options++;
	pid_t pid = process_start_reading(argv, log, line, sizeof(line));
	must(sscanf(line, "listening %d", port) == 1);
	return pid;
}

const char *
twin_get(int port, const char *path)
{
	static char answer[1 << 22];
	struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
	char request[256];
	size_t len = 0;
	ssize_t got;

	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	must(fd >= 0 && connect(fd, (struct sockaddr *)&address, sizeof(address)) == 0);
	int size = snprintf(request, sizeof(request), "GET %s HTTP/1.1\r\nHost: twin\r\nConnection: close\r\n\r\n", path);
	must(write(fd, request, (size_t)size) == size);
	while (len < sizeof(answer) - 1 && (got = read(fd, answer + len, sizeof(answer) - 1 - len)) > 0)
		len += (size_t)got;
	close(fd);
	answer[len] = '\0';
	char *body = strstr(answer, "\r\n\r\n");
	return body ? body + 4 : "";
}

long
process_peak_rss(pid_t pid)
{
	char path[64], line[256];
	long kib = 0;

	snprintf(path, sizeof(path), "/proc/%ld/status", (long)pid);
	FILE *file = fopen(path, "r");
	while (file != NULL && fgets(line, sizeof(line), file) != NULL)
		if (sscanf(line, "VmHWM: %ld", &kib) == 1)
			break;
	if (file != NULL)
		fclose(file);
	return kib;
}

/* The fields of /proc/PID/stat behind the command's name. */
static bool
read_stat(pid_t pid, long *parent, unsigned long ticks[4])
{
	char path[64], line[1024];

	snprintf(path, sizeof(path), "/proc/%ld/stat", (long)pid);
	FILE *file = fopen(path, "r");
	if (file == NULL)
		return false;
	bool read = fgets(line, sizeof(line), file) != NULL;
	fclose(file);
	char *after = read ? strrchr(line, ')') : NULL;
	return after != NULL && sscanf(after + 1, " %*c %ld %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu %lu %lu", parent,
	    &ticks[0], &ticks[1], &ticks[2], &ticks[3]) == 5;
}

double
process_cpu(pid_t pid)
{
	unsigned long ticks[4];
	long parent;

	if (!read_stat(pid, &parent, ticks))
		return 0;
	return (double)(ticks[0] + ticks[1] + ticks[2] + ticks[3]) / (double)sysconf(_SC_CLK_TCK);
}

pid_t
process_parent(pid_t pid)
{
	unsigned long ticks[4];
	long parent = 0;

	read_stat(pid, &parent, ticks);
	return (pid_t)parent;
}
