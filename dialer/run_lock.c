/*
 * run_lock.c - one supervisor a run_dir.  The kernel frees the lock when its
 * holder dies, however it dies: a file left behind means nothing.
 */
#include "dialer/run_lock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/lang.h"

static bool
make_folder(const char *path, struct err *err)
{
	char part[4096];

	if (snprintf(part, sizeof(part), "%s", path) >= (int)sizeof(part))
		return fail(err, ERR_INPUT, "%s: path too long", path);
	for (char *p = part + 1; *p != '\0'; p++) {
		if (*p != '/')
			continue;
		*p = '\0';
		mkdir(part, 0755);	/* what cannot be made shows at the last one */
		*p = '/';
	}
	if (mkdir(part, 0755) != 0 && errno != EEXIST)
		return fail(err, ERR_INPUT, "%s: %s", path, lang_reason(errno));
	return true;
}

static bool
held(int fd, const char *path, struct err *err)
{
	char holder[24] = "";

	if (pread(fd, holder, sizeof(holder) - 1, 0) < 0)
		holder[0] = '\0';
	close(fd);
	return fail(err, ERR_RETRY, "serve is running already as process %ld (%s); stop it, or add dispatchers with --join",
	    strtol(holder, NULL, 10), path);
}

bool
run_lock_take(const char *run_dir, struct err *err)
{
	char path[4200];
	char pid[24];

	if (!make_folder(run_dir, err))
		return false;
	snprintf(path, sizeof(path), "%s/serve.lock", run_dir);
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
	if (fd < 0)
		return fail(err, ERR_INPUT, "%s: %s", path, lang_reason(errno));
	if (flock(fd, LOCK_EX | LOCK_NB) != 0)
		return held(fd, path, err);
	int len = snprintf(pid, sizeof(pid), "%ld\n", (long)getpid());
	if (ftruncate(fd, 0) != 0 || pwrite(fd, pid, (size_t)len, 0) != len) {
		close(fd);
		return fail(err, ERR_RETRY, "%s: %s", path, lang_reason(errno));
	}
	return true;	/* the descriptor stays open: it is the lock */
}
