/* stop.c - SIGTERM and SIGINT as a question: whether somebody has asked this process to end. */
#include "base/stop.h"

#include <signal.h>

static volatile sig_atomic_t asked;

static void
on_signal(int number)
{
	(void)number;
	asked = 1;
}

void
stop_on_signals(void)
{
	signal(SIGTERM, on_signal);
	signal(SIGINT, on_signal);
}

bool
stop_is_asked(void)
{
	return asked != 0;
}
