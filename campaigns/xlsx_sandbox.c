/* xlsx_sandbox.c - rlimits and a seccomp filter.  The filter has no open, socket, fork or exec: a hole leads nowhere. */
#include "campaigns/xlsx_sandbox.h"

#include <fcntl.h>
#include <seccomp.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "base/err.h"

#ifdef DOZVON_SANITIZED
enum { SANITIZED = 1 };			/* its shadow needs terabytes of address space */
#else
enum { SANITIZED = 0 };
#endif

static bool
limit(int what, rlim_t value)
{
	struct rlimit limit = {value, value};
	return setrlimit((__rlimit_resource_t)what, &limit) == 0;
}

static bool
filter(void)
{
	static const int allowed[] = {
		SCMP_SYS(read), SCMP_SYS(pread64), SCMP_SYS(write), SCMP_SYS(writev), SCMP_SYS(lseek), SCMP_SYS(close),
		SCMP_SYS(dup), SCMP_SYS(fcntl), SCMP_SYS(fstat), SCMP_SYS(mmap), SCMP_SYS(munmap),
		SCMP_SYS(mremap), SCMP_SYS(mprotect), SCMP_SYS(madvise), SCMP_SYS(brk), SCMP_SYS(futex),
		SCMP_SYS(getrandom), SCMP_SYS(clock_gettime), SCMP_SYS(gettimeofday), SCMP_SYS(getpid),
		SCMP_SYS(rt_sigreturn), SCMP_SYS(rt_sigprocmask), SCMP_SYS(sigaltstack), SCMP_SYS(exit), SCMP_SYS(exit_group),
	};
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_KILL_PROCESS);
	bool made = filter != NULL;

	for (size_t i = 0; made && i < sizeof(allowed) / sizeof(allowed[0]); i++)
		made = seccomp_rule_add(filter, SCMP_ACT_ALLOW, allowed[i], 0) == 0;
	/* glibc's fstat is newfstatat(fd, "", AT_EMPTY_PATH); a path cannot be read through it, only looked at. */
	made = made && seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(newfstatat), 0) == 0;
	made = made && seccomp_load(filter) == 0;
	if (filter != NULL)
		seccomp_release(filter);
	return made;
}

bool
xlsx_sandbox_enter(int in, int out)
{
	in = fcntl(in, F_DUPFD, 10);		/* out of the way of 3 and 4 */
	out = fcntl(out, F_DUPFD, 10);
	if (in < 0 || out < 0 || dup2(in, 3) != 3 || dup2(out, 4) != 4)
		return false;
	close(0);
	close(1);
	if (close_range(5, ~0u, 0) != 0)
		return false;
	setenv("TZ", "UTC0", 1);	/* libzip reads dates: a zone that is loaded already opens no file */
	tzset();
	return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0 &&
	    (SANITIZED || limit(RLIMIT_AS, 256 << 20)) && limit(RLIMIT_FSIZE, 0) && limit(RLIMIT_CORE, 0) &&
	    limit(RLIMIT_CPU, 600) && filter();
}
