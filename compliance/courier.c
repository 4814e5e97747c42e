/* courier.c - takes the log's checkpoints to its witnesses. */
#include "compliance/courier.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/log.h"
#include "base/post.h"
#include "compliance/cosignature.h"
#include "compliance/log_alarm.h"
#include "compliance/log_key.h"
#include "compliance/log_tree.h"
#include "compliance/witness_request.h"

enum { TRIES = 3, TURN_SECONDS = 1, REST_SECONDS_MAX = 60 };

/* One round: what is taken round, and what was there before. */
struct round {
	struct witnesses witnesses;
	struct note_key key;
	struct log_dir *dir;
	struct checkpoint checkpoint;
	struct buf note, before, cosigned;
};

/* The size at which this witness has cosigned us last, as far as our files know. */
static uint64_t
size_before(const struct round *round, const struct note_key *witness)
{
	struct checkpoint checkpoint;
	struct err err;
	int64_t seconds;

	return round->before.len > 0 && cosignature_check(buf_view(&round->before), witness, &seconds, &err) &&
	    checkpoint_open(buf_view(&round->before), &round->key, &checkpoint, &err) ? checkpoint.size : 0;
}

static bool
prove(const struct round *round, uint64_t old, struct proof *proof, struct err *err)
{
	struct log_tree tree;
	bool proven = true;

	proof->count = 0;
	if (old == 0)
		return true;
	log_tree_init(&tree, round->dir, round->checkpoint.size);
	struct subtrees from = log_tree_subtrees(&tree);
	if (!merkle_prove_consistency(&from, old, round->checkpoint.size, proof, err))
		proven = fail(err, ERR_RETRY, "the log has grown meanwhile");	/* its partial tiles are gone */
	log_tree_release(&tree);
	return proven;
}

static bool
ask(const char *url, uint64_t old, const struct proof *proof, struct view note, int *status, struct buf *reply,
    struct err *err)
{
	struct buf body = {0}, address = {0};

	witness_request_write(old, proof, note, &body);
	buf_add_format(&address, "%s/add-checkpoint", url);
	bool asked = post(address.data, "text/plain; charset=utf-8", buf_view(&body), status, reply, err);
	buf_release(&body);
	buf_release(&address);
	return asked;
}

/* A 409: the witness tells the size that it has seen.  It is believed when that is more than ours, or as much. */
static bool
read_conflict(const struct note_key *witness, const struct buf *reply, const struct checkpoint *ours, uint64_t *seen,
    struct err *err)
{
	char *end;
	unsigned long long size = strtoull(reply->len > 0 ? reply->data : "", &end, 10);

	if (reply->len == 0 || *end != '\n')
		return fail(err, ERR_RETRY, "%s has not said which size it has seen", witness->name);
	if (size > ours->size)
		return fail(err, ERR_REFUSED, "%s has cosigned %llu entries, the log has %llu: the database was restored from an "
		    "older copy, or its tail was cut. Bring back the right one", witness->name, size,
		    (unsigned long long)ours->size);
	*seen = size;
	return true;
}

static bool
take_lines(struct round *round, const struct note_key *witness, const struct buf *reply, struct err *err)
{
	struct buf whole = {0};
	int64_t seconds;
	struct view text;

	buf_add(&whole, round->note.data, round->note.len);
	buf_add(&whole, reply->data, reply->len);
	bool right = note_open(buf_view(&whole), &round->key, &text, err) &&
	    cosignature_check(buf_view(&whole), witness, &seconds, err);
	buf_release(&whole);
	if (!right)
		return fail_prefix(err, "the answer of %s", witness->name);
	buf_add(&round->cosigned, reply->data, reply->len);
	return true;
}

/* One witness: its answer tells where the proof has to begin, so a wrong guess costs one more question. */
static bool
visit(struct round *round, int i, struct err *err)
{
	const struct note_key *witness = &round->witnesses.at[i].key;
	uint64_t old = size_before(round, witness), seen = 0;
	struct buf reply = {0};
	struct proof proof;
	int status = 0;
	bool done = true;

	for (int tries = 0; done && tries < TRIES; tries++, old = seen) {
		done = prove(round, old, &proof, err) &&
		    ask(round->witnesses.at[i].url, old, &proof, buf_view(&round->note), &status, &reply, err);
		if (!done || status != 409)
			break;
		seen = round->checkpoint.size;
		done = read_conflict(witness, &reply, &round->checkpoint, &seen, err);
		if (done && seen == old && seen == round->checkpoint.size)
			break;
	}
	if (done && status == 200)
		done = take_lines(round, witness, &reply, err);
	else if (done && (status == 409 || status == 422))
		done = fail(err, ERR_REFUSED, "%s has seen another history of this log", witness->name);
	else if (done)
		done = fail(err, ERR_RETRY, "%s answers with status %d", witness->name, status);
	buf_release(&reply);
	return done;
}

static bool
begin(const struct settings *settings, struct round *round, struct err *err)
{
	struct err none;

	if (!witnesses_read(settings->witnesses, &round->witnesses, err) || !log_key_verifier(settings, &round->key, err))
		return false;
	round->dir = log_dir_open(settings->log_dir, false, err);
	if (round->dir == NULL || !log_dir_read(round->dir, "checkpoint", NOTE_MAX, &round->note, err) ||
	    !checkpoint_open(buf_view(&round->note), &round->key, &round->checkpoint, err))
		return false;
	if (!log_dir_read(round->dir, "witnessed", NOTE_MAX, &round->before, &none))
		buf_clear(&round->before);
	return true;
}

static void
end(struct round *round)
{
	log_dir_close(round->dir);
	buf_release(&round->note);
	buf_release(&round->before);
	buf_release(&round->cosigned);
}

static bool
publish(const struct settings *settings, struct round *round, struct err *err)
{
	struct buf path = {0}, whole = {0};

	buf_add_format(&path, "%s/witnessed", settings->log_dir);
	buf_add(&whole, round->note.data, round->note.len);
	buf_add(&whole, round->cosigned.data, round->cosigned.len);
	bool published = file_write_whole(path.data, whole.data, whole.len, err);
	buf_release(&path);
	buf_release(&whole);
	return published;
}

/* A refusal of one counts more than the consent of the others. */
static bool
go_round(const struct settings *settings, struct round *round, struct courier_report *report, struct err *err)
{
	struct err reason = {0};

	for (int i = 0; i < round->witnesses.count; i++) {
		if (visit(round, i, &reason))
			report->cosigned++;
		else if (reason.kind == ERR_REFUSED)
			log_event(LOG_CRIT, "courier.refused", "%s", reason.text);
		else
			log_event(LOG_WARNING, "courier.failed", "%s", reason.text);
		if (reason.kind != ERR_NONE && err->kind != ERR_REFUSED)
			*err = reason;
		reason = (struct err){0};
	}
	report->checkpoint = round->checkpoint;
	report->asked = round->witnesses.count;
	if (report->cosigned >= settings->witness_quorum && report->cosigned > 0 && !publish(settings, round, err))
		return false;
	if (err->kind == ERR_REFUSED)
		return false;
	return (report->cosigned > 0 && report->cosigned >= settings->witness_quorum) ||
	    fail(err, ERR_RETRY, "%d of %lld witnesses have cosigned", report->cosigned, (long long)settings->witness_quorum);
}

bool
courier_send(const struct settings *settings, struct courier_report *out, struct err *err)
{
	struct courier_report report = {0};
	struct round round = {0};

	*err = (struct err){0};
	bool sent = begin(settings, &round, err) && (round.witnesses.count > 0 ||
	    fail(err, ERR_INPUT, "settings: witnesses: none is named")) && go_round(settings, &round, &report, err);
	log_alarm_set(settings, "courier", sent ? NULL : err);
	end(&round);
	if (sent)
		*out = report;
	return sent;
}

bool
courier_check(const struct settings *settings, const struct checkpoint *last, struct view note, struct err *err)
{
	struct proof none = {0};
	struct witnesses witnesses;
	struct buf reply = {0};
	struct err reason = {0};
	bool right = witnesses_read(settings->witnesses, &witnesses, err);
	int status;

	for (int i = 0; right && i < witnesses.count; i++) {
		const struct note_key *witness = &witnesses.at[i].key;
		uint64_t seen = 0;
		if (!ask(witnesses.at[i].url, last->size, &none, note, &status, &reply, &reason))
			log_event(LOG_WARNING, "courier.failed", "%s", reason.text);
		else if (status == 409 && !read_conflict(witness, &reply, last, &seen, &reason) && reason.kind == ERR_REFUSED)
			right = fail(err, ERR_REFUSED, "%s", reason.text);
		else if (status == 422 || (status == 409 && last->size > 0 && seen == last->size))
			right = fail(err, ERR_REFUSED, "%s has seen another history of this log", witness->name);
	}
	buf_release(&reply);
	return right;
}

/* True when asked to stop. */
static bool
rest(const sigset_t *stops, int seconds)
{
	struct timespec time = {seconds, 0};
	return sigtimedwait(stops, NULL, &time) > 0;
}

static bool
is_new(const struct settings *settings, const struct checkpoint *sent)
{
	struct round round = {0};
	struct err err;
	bool is = !begin(settings, &round, &err) || round.checkpoint.size != sent->size ||
	    !node_equal(&round.checkpoint.root, &sent->root);

	end(&round);
	return is;
}

int
courier_run(const struct settings *settings, const char *name)
{
	struct courier_report report = {0};
	int seconds = TURN_SECONDS;
	sigset_t stops;
	struct err err;

	log_set_role(name);
	sigemptyset(&stops);
	sigaddset(&stops, SIGTERM);
	sigaddset(&stops, SIGINT);
	sigprocmask(SIG_BLOCK, &stops, NULL);
	log_event(LOG_INFO, "courier.started", "dir=%s", settings->log_dir);
	do {
		if (report.cosigned > 0 && !is_new(settings, &report.checkpoint))
			continue;
		if (courier_send(settings, &report, &err)) {
			log_event(LOG_INFO, "courier.witnessed", "size=%llu cosigned=%d",
			    (unsigned long long)report.checkpoint.size, report.cosigned);
			seconds = TURN_SECONDS;
			continue;
		}
		report.cosigned = 0;
		log_event(LOG_WARNING, "courier.failed", "%s", err.text);
		seconds = seconds * 2 > REST_SECONDS_MAX ? REST_SECONDS_MAX : seconds * 2;
	} while (!rest(&stops, seconds));
	return EXIT_DONE;
}
