/* audit_send.c - dozvon audit send: the published checkpoint to the witnesses, once; serve's courier does it all the time. */
#include <stdio.h>

#include "base/lang.h"
#include "cli/audit.h"
#include "compliance/courier.h"

int
audit_send(struct cli *cli, int argc, char **argv)
{
	struct courier_report report;
	struct err err = {0};

	(void)argv;
	if (argc != 1)
		return cli_usage("audit send");
	if (!courier_send(&cli->settings, &report, &err))
		return cli_fail(&err);
	printf(say("witnessed: %llu entries, by %d of %d\n"), (unsigned long long)report.checkpoint.size, report.cosigned,
	    report.asked);
	return EXIT_DONE;
}
