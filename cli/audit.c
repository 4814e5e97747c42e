/* audit.c - dozvon audit: the log's key, files, proofs, and whether they are intact. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/lang.h"
#include "cli/act.h"
#include "cli/audit.h"
#include "compliance/gost.h"
#include "compliance/log_export.h"
#include "compliance/log_key.h"
#include "compliance/log_proof.h"
#include "compliance/log_rebuild.h"
#include "compliance/log_rotate.h"
#include "compliance/seal.h"
#include "compliance/sealer.h"

const char *const audit_flags[] = {"--new", NULL};

bool
audit_verifier(struct cli *cli, int argc, char **argv, struct note_key *out, struct err *err)
{
	const char *text = cli_option(argc, argv, "--key");
	return text ? note_key_parse(text, out, err) : log_key_verifier(&cli->settings, out, err);
}

bool
audit_keys(struct cli *cli, int argc, char **argv, struct log_keys *out, struct err *err)
{
	struct note_key known;
	struct log_dir *dir = audit_verifier(cli, argc, argv, &known, err) ? log_dir_open(cli->settings.log_dir, false, err) : NULL;
	bool read = dir != NULL && log_keys_read(dir, &known, out, err);

	log_dir_close(dir);
	return read;
}

/* A key that was named is enough; without one, all that have signed our log. */
bool
audit_proof_keys(struct cli *cli, int argc, char **argv, struct log_keys *out, struct err *err)
{
	const char *text = cli_option(argc, argv, "--key");
	struct note_key known;

	if (text == NULL)
		return audit_keys(cli, argc, argv, out, err);
	if (!note_key_parse(text, &known, err))
		return false;
	log_keys_init(out, &known);
	return true;
}

bool
audit_number(const char *text, int64_t *out, struct err *err)
{
	char *end;
	long long number = strtoll(text, &end, 10);

	if (*text == '\0' || *end != '\0' || number < 0)
		return fail(err, ERR_INPUT, "\"%s\" is not a number", text);
	*out = number;
	return true;
}

static int
rotate(struct cli *cli, int argc, char **argv)
{
	struct err err = {0};
	struct entry who;
	struct note_key now_key;
	struct buf text = {0};

	if (cli_word(argc, argv, 0, audit_flags) != NULL)
		return cli_usage("audit key rotate [--staff ID]");
	struct db *db = act_who(cli, argc, argv, &who, &err) ? cli_db(cli, &err) : NULL;
	bool done = db != NULL && log_rotate(&cli->settings, db, &who, &now_key, &err);
	if (done) {
		note_key_format(&now_key, &text);
		puts(text.data);
		fputs(say("the log has a new key; give it to the witnesses' keepers: a line of its own in DIR/logs, below the old one\n"),
		    stderr);
	}
	buf_release(&text);
	db_close(db);
	return done ? EXIT_DONE : cli_fail(&err);
}

/* The second key of a log, for those who must: made when it is not there, and its verifier key. */
static int
gost_key(struct cli *cli)
{
	const char *path = cli->settings.log_gost_key;
	struct err err = {0};
	struct buf text = {0};

	if (*path == '\0') {
		fail(&err, ERR_INPUT, "settings: log_gost_key is empty: name the file of the key");
		cli_fail(&err);
		return EXIT_SETTINGS;
	}
	bool there = access(path, F_OK) == 0 || gost_key_make(path, &err);
	struct gost_key *own = there ? gost_key_read(path, cli->settings.log_origin, &err) : NULL;
	if (own == NULL)
		return cli_fail(&err);
	gost_key_format(own, &text);
	puts(text.data);
	gost_key_free(own);
	buf_release(&text);
	return EXIT_DONE;
}

static int
key(struct cli *cli, int argc, char **argv)
{
	struct err err = {0};
	struct log_key own;
	struct buf text = {0};
	bool made;

	if (argc > 1 && strcmp(argv[1], "rotate") == 0)
		return rotate(cli, argc - 1, argv + 1);
	if (argc == 2 && strcmp(argv[1], "gost") == 0)
		return gost_key(cli);
	if (argc != 1)
		return cli_usage("audit key [gost | rotate [--staff ID]]");
	if (!log_key_make(&cli->settings, &made, &own, &err))
		return cli_fail(&err);
	if (made)
		fprintf(stderr, say("made %s; keep a copy where this machine cannot reach it\n"), cli->settings.log_key);
	note_key_format(&own.verifier, &text);
	puts(text.data);
	buf_release(&text);
	log_key_release(&own);
	return EXIT_DONE;
}

static int
seal(struct cli *cli, int argc, char **argv)
{
	struct err err = {0};
	int64_t sealed;

	(void)argv;
	if (argc != 1)
		return cli_usage("audit seal");
	if (!sealer_seal_once(&cli->settings, cli->now, &sealed, &err))
		return cli_fail(&err);
	printf(say("entries sealed: %lld\n"), (long long)sealed);
	return EXIT_DONE;
}

static int
checkpoint(struct cli *cli, int argc, char **argv)
{
	struct err err = {0};
	struct log_keys keys;
	struct checkpoint last;
	struct buf path = {0}, note = {0};

	if (cli_word(argc, argv, 0, audit_flags) != NULL)
		return cli_usage("audit checkpoint [--key VKEY]");
	buf_add_format(&path, "%s/checkpoint", cli->settings.log_dir);
	bool read = audit_keys(cli, argc, argv, &keys, &err) && log_keys_open_file(&keys, path.data, &last, &note, &err);
	if (read)
		fputs(note.data, stdout);
	buf_release(&path);
	buf_release(&note);
	return read ? EXIT_DONE : cli_fail(&err);
}

static int
export(struct cli *cli, int argc, char **argv)
{
	const char *to = cli_word(argc, argv, 0, audit_flags);
	struct err err = {0};
	struct note_key own;
	struct checkpoint copied;

	if (to == NULL)
		return cli_usage("audit export DIR");
	if (!audit_verifier(cli, argc, argv, &own, &err) || !log_export(cli->settings.log_dir, to, &own, &copied, &err))
		return cli_fail(&err);
	printf(say("entries exported: %llu\n"), (unsigned long long)copied.size);
	return EXIT_DONE;
}

static int
rebuild(struct cli *cli, int argc, char **argv)
{
	const char *to = cli_word(argc, argv, 0, audit_flags);
	struct err err = {0};
	struct note_key own;
	struct checkpoint made;

	if (to == NULL)
		return cli_usage("audit rebuild DIR");
	struct db *db = audit_verifier(cli, argc, argv, &own, &err) ? cli_db(cli, &err) : NULL;
	bool done = db != NULL && log_rebuild(db, cli->settings.log_dir, to, &own, &made, &err);
	db_close(db);
	if (!done)
		return cli_fail(&err);
	printf(say("the database's %llu entries are those that were signed; their files are in %s\n"),
	    (unsigned long long)made.size, to);
	return EXIT_DONE;
}

/* The note to prove against: the published one, or the one that was signed for --size. */
static bool
read_note(struct cli *cli, const char *size, struct buf *note, struct err *err)
{
	struct buf path = {0};
	int64_t leaves;

	if (size == NULL) {
		buf_add_format(&path, "%s/checkpoint", cli->settings.log_dir);
		bool read = buf_read_file(note, path.data, NOTE_MAX, err);
		buf_release(&path);
		return read;
	}
	struct db *db = audit_number(size, &leaves, err) ? cli_db(cli, err) : NULL;
	bool read = db != NULL && seal_note_at(db, leaves, note, err);
	db_close(db);
	return read;
}

/* "41", or "XID/ID": the entry of the database by its key. */
static bool
read_index(struct cli *cli, const char *text, int64_t *index, struct err *err)
{
	const char *slash = strchr(text, '/');
	char first[24] = "";
	int64_t xid, id;

	if (slash == NULL || slash - text >= (ptrdiff_t)sizeof(first))
		return audit_number(text, index, err);
	memcpy(first, text, (size_t)(slash - text));
	if (!audit_number(first, &xid, err) || !audit_number(slash + 1, &id, err))
		return false;
	struct db *db = cli_db(cli, err);
	bool found = db != NULL && seal_leaf(db, xid, id, index, err);
	db_close(db);
	return found;
}

static int
prove(struct cli *cli, int argc, char **argv)
{
	const char *word = cli_word(argc, argv, 0, audit_flags);
	struct err err = {0};
	struct note_key own;
	struct buf note = {0}, proof = {0};
	int64_t index;

	if (word == NULL)
		return cli_usage("audit prove INDEX|XID/ID [--size N] [--key VKEY]");
	struct log_dir *dir = audit_verifier(cli, argc, argv, &own, &err) && read_index(cli, word, &index, &err) &&
	    read_note(cli, cli_option(argc, argv, "--size"), &note, &err) ?
	    log_dir_open(cli->settings.log_dir, false, &err) : NULL;
	bool proven = dir != NULL && log_proof_write(dir, &own, (uint64_t)index, buf_view(&note), &proof, &err);
	if (proven)
		fputs(proof.data, stdout);
	log_dir_close(dir);
	buf_release(&note);
	buf_release(&proof);
	return proven ? EXIT_DONE : cli_fail(&err);
}

static int
check_proof(struct cli *cli, int argc, char **argv)
{
	const char *path = cli_word(argc, argv, 0, audit_flags);
	struct err err = {0};
	struct log_keys keys;
	struct log_proven proven;
	struct buf text = {0}, entry = {0};

	if (path == NULL)
		return cli_usage("audit check-proof FILE [--key VKEY]");
	bool right = audit_proof_keys(cli, argc, argv, &keys, &err) && buf_read_file(&text, path, NOTE_MAX, &err) &&
	    log_proof_check(buf_view(&text), &keys, &proven, &entry, &err);
	if (right)
		printf(say("proven: entry %llu of the %llu that %s signed\n%s\n"), (unsigned long long)proven.index,
		    (unsigned long long)proven.checkpoint.size, log_keys_newest(&keys)->name, entry.data);
	buf_release(&text);
	buf_release(&entry);
	return right ? EXIT_DONE : cli_fail(&err);
}

static const struct {
	const char *name;
	int (*run)(struct cli *cli, int argc, char **argv);
} parts[] = {
	{"key", key}, {"seal", seal}, {"checkpoint", checkpoint}, {"send", audit_send}, {"stamp", audit_stamp}, {"page", audit_page}, {"mail", audit_mail}, {"export", export},
	{"archive", audit_archive},
	{"verify", audit_verify},
	{"prove", prove}, {"check-proof", check_proof}, {"rebuild", rebuild},
};

int
command_audit(struct cli *cli, int argc, char **argv)
{
	struct err err = {0};

	if (cli->settings.log_gost_key[0] != '\0' && !gost_find(&err)) {
		cli_fail(&err);
		return EXIT_SETTINGS;
	}
	for (size_t i = 0; argc > 1 && i < sizeof(parts) / sizeof(parts[0]); i++)
		if (strcmp(argv[1], parts[i].name) == 0)
			return parts[i].run(cli, argc - 1, argv + 1);
	return cli_usage("audit key|seal|checkpoint|send|stamp|page|mail|export|archive|verify|prove|check-proof|rebuild ...");
}
