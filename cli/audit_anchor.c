/* audit_anchor.c - dozvon audit page, audit mail: the checkpoint where no database reaches, on paper and in other people's letters. */
#include <stdio.h>

#include "base/lang.h"
#include "base/mail.h"
#include "cli/audit.h"
#include "compliance/checkpoint_paper.h"

/* The published checkpoint, signed as it should be. */
static bool
read_published(struct cli *cli, int argc, char **argv, struct log_keys *keys, struct checkpoint *checkpoint, struct buf *note,
    struct err *err)
{
	struct buf path = {0};

	buf_add_format(&path, "%s/checkpoint", cli->settings.log_dir);
	bool read = audit_keys(cli, argc, argv, keys, err) && log_keys_open_file(keys, path.data, checkpoint, note, err);
	buf_release(&path);
	return read;
}

int
audit_page(struct cli *cli, int argc, char **argv)
{
	const char *to = cli_option(argc, argv, "--out");
	struct buf note = {0}, pdf = {0};
	struct checkpoint checkpoint;
	struct log_keys keys;
	struct err err = {0};

	if (to == NULL || cli_word(argc, argv, 0, audit_flags) != NULL)
		return cli_usage("audit page --out FILE.pdf [--key VKEY]");
	bool done = read_published(cli, argc, argv, &keys, &checkpoint, &note, &err) &&
	    checkpoint_paper_write(buf_view(&note), &checkpoint, log_keys_newest(&keys), cli->now, &pdf, &err) &&
	    file_write_whole(to, pdf.data, pdf.len, &err);
	if (done)
		printf(say("a page for the paper journal: %llu entries, %s\n"), (unsigned long long)checkpoint.size, to);
	buf_release(&note);
	buf_release(&pdf);
	return done ? EXIT_DONE : cli_fail(&err);
}

int
audit_mail(struct cli *cli, int argc, char **argv)
{
	const struct settings *settings = &cli->settings;
	const char *to = cli_option(argc, argv, "--to");
	struct mail mail = {.server = settings->mail_server, .from = settings->mail_from, .at = cli->now};
	struct buf note = {0}, subject = {0};
	struct checkpoint checkpoint;
	struct log_keys keys;
	struct err err = {0};

	mail.to = to ? to : settings->checkpoint_mail;
	if (cli_word(argc, argv, 0, audit_flags) != NULL)
		return cli_usage("audit mail [--to ADDRESS,ADDRESS] [--key VKEY]");
	if (*mail.server == '\0' || *mail.from == '\0' || *mail.to == '\0') {
		fail(&err, ERR_INPUT, "name the mail server, the sender and the receivers: settings mail_server, mail_from, checkpoint_mail");
		return cli_fail(&err);
	}
	bool done = read_published(cli, argc, argv, &keys, &checkpoint, &note, &err);
	if (done) {
		buf_add_format(&subject, "%s %llu", settings->log_origin, (unsigned long long)checkpoint.size);
		mail.subject = subject.data;
		mail.body = buf_view(&note);
		done = mail_send(&mail, &err);
	}
	if (done)
		printf(say("mailed: the checkpoint of %llu entries to %s\n"), (unsigned long long)checkpoint.size, mail.to);
	buf_release(&note);
	buf_release(&subject);
	return done ? EXIT_DONE : cli_fail(&err);
}
