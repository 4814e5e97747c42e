/* matter_act_store.c - what a person of the staff does about a matter: checked, written, entered in the log, in one transaction. */
#include "compliance/matter_act_store.h"

#include "base/lang.h"
#include "compliance/staff_store.h"

static bool
lock(struct db *db, enum query query, int64_t id, struct err *err)
{
	struct args args;

	args_init(&args);
	args_int(&args, id);
	bool locked = db_run(db, query, &args, NULL, err);
	args_release(&args);
	return locked;
}

bool
matter_begin(struct db *db, const struct matter_act *act, struct matter_acting *out, struct err *err)
{
	out->who = (struct entry){.at = act->now, .who_kind = "staff", .process = act->process};
	return db_begin(db, err) && staff_must(db, act->login, RIGHT_DECIDE, &out->who.who_id, err) &&
	    matter_load(db, act->matter, &out->matter, err) &&
	    (out->matter.party == 0 || lock(db, QUERY_MATTER_LOCK_PARTY, out->matter.party, err)) &&
	    lock(db, QUERY_MATTER_LOCK, act->matter, err) && matter_load(db, act->matter, &out->matter, err);
}

bool
matter_finish(struct db *db, bool done, struct err *err)
{
	if (done && db_commit(db, err))
		return true;
	db_rollback(db);
	return false;
}

bool
matter_move(struct db *db, int64_t id, int64_t identified_at, int64_t extended_at, int64_t closed_at, int64_t affected, struct err *err)
{
	struct args args;

	args_init(&args);
	args_int(&args, id);
	args_time(&args, identified_at);
	args_time(&args, extended_at);
	args_time(&args, closed_at);
	if (affected >= 0)
		args_int(&args, affected);
	else
		args_null(&args);
	bool moved = db_run(db, QUERY_MATTER_MOVE, &args, NULL, err);
	args_release(&args);
	return moved;
}

bool
matter_is_open(const struct matter_acting *acting, struct err *err)
{
	return acting->matter.closed_at == 0 || fail(err, ERR_CONFLICT, "matter %lld is closed already", (long long)acting->matter.id);
}

bool
matter_is_said(const struct matter_act *act, struct err *err)
{
	return (act->says != NULL && act->says[0] != '\0') || fail(err, ERR_INPUT, "say why or how: the words are missing");
}

static bool
record(struct db *db, const struct matter_act *act, const struct matter_acting *acting, enum entry_what what, const char *word,
    enum deadline deadline, struct err *err)
{
	struct matter_deed deed = {what, word, deadline, act->says, act->file_sha256, NULL};
	return matter_record(db, &acting->matter, &deed, &acting->who, err);
}

/* Who of those that hold the address has asked. */
static bool
name_party(struct db *db, const struct matter_act *act, struct matter_acting *acting, struct err *err)
{
	struct args args;
	int64_t named = 0;

	if (act->party == 0 || act->party == acting->matter.party)
		return true;
	if (acting->matter.party != 0)
		return fail(err, ERR_CONFLICT, "matter %lld is about somebody else", (long long)act->matter);
	args_init(&args);
	args_int(&args, act->matter);
	args_int(&args, act->party);
	bool run = db_run_count(db, QUERY_MATTER_NAME_PARTY, &args, &named, err);
	args_release(&args);
	acting->matter.party = act->party;
	return run && (named == 1 || fail(err, ERR_ABSENT, "there is no party %lld, or it does not hold the matter's address", (long long)act->party));
}

bool
matter_identify(struct db *db, const struct matter_act *act, struct err *err)
{
	struct matter_acting acting;

	return matter_finish(db, matter_is_said(act, err) && matter_begin(db, act, &acting, err) && matter_is_open(&acting, err) &&
	    name_party(db, act, &acting, err) &&
	    matter_move(db, act->matter, act->now, 0, 0, -1, err) &&
	    record(db, act, &acting, ENTRY_MATTER_IDENTIFIED, "identified", DEADLINE_COUNT, err), err);
}

static bool
may_extend(const struct matter_act *act, const struct matter_acting *acting, const struct policy *policy, struct err *err)
{
	const char *fault = matter_extension_fault(&acting->matter, policy, act->now);

	if (fault != NULL)
		return fail(err, ERR_REFUSED, "matter %lld: %s", (long long)act->matter, say(fault));
	if (act->file_sha256 == NULL)
		return fail(err, ERR_INPUT, "an extension needs the reasoned notice that was sent: --notice FILE");
	return matter_is_said(act, err);
}

bool
matter_extend(struct db *db, const struct matter_act *act, const struct policy *policy, struct err *err)
{
	struct matter_acting acting;

	return matter_finish(db, matter_begin(db, act, &acting, err) && may_extend(act, &acting, policy, err) &&
	    matter_move(db, act->matter, 0, act->now, 0, -1, err) && record(db, act, &acting, ENTRY_MATTER_EXTENDED, "extended",
	    matter_rule(acting.matter.kind)->deadline[0], err), err);
}

static bool
may_meet(const struct matter_acting *acting, enum deadline deadline, struct err *err)
{
	const struct matter_rule *rule = matter_rule(acting->matter.kind);

	for (int n = 0; n < rule->clocks; n++)
		if (rule->deadline[n] == deadline)
			return acting->matter.met_at[n] == 0 || fail(err, ERR_CONFLICT, "this clock is met already");
	return fail(err, ERR_INPUT, "a matter of this kind has no such clock");
}

bool
matter_meet(struct db *db, const struct matter_act *act, enum deadline deadline, struct err *err)
{
	struct matter_acting acting;

	return matter_finish(db, matter_begin(db, act, &acting, err) && matter_is_open(&acting, err) && may_meet(&acting, deadline, err) &&
	    record(db, act, &acting, ENTRY_MATTER_MET, "met", deadline, err), err);
}

static bool
write_task(struct db *db, const struct matter_act *act, const struct matter_acting *acting, int64_t task, struct err *err)
{
	struct args args;
	int64_t touched = 0;

	args_init(&args);
	args_int(&args, act->matter);
	args_int(&args, task);
	args_time(&args, act->now);
	args_int(&args, acting->who.who_id);
	args_text(&args, act->says);
	args_bytes(&args, act->file_sha256, act->file_sha256 ? SHA256_SIZE : 0);
	bool written = db_run_count(db, QUERY_MATTER_TASK_DONE, &args, &touched, err);
	args_release(&args);
	return written && (touched == 1 ||
	    fail(err, ERR_CONFLICT, "matter %lld has no open task %lld", (long long)act->matter, (long long)task));
}

bool
matter_task_done(struct db *db, const struct matter_act *act, int64_t task, struct err *err)
{
	struct matter_acting acting;

	return matter_finish(db, matter_is_said(act, err) && matter_begin(db, act, &acting, err) && matter_is_open(&acting, err) &&
	    write_task(db, act, &acting, task, err) &&
	    record(db, act, &acting, ENTRY_MATTER_TASK_DONE, "task_done", DEADLINE_COUNT, err), err);
}

static bool
release(struct db *db, const struct matter *matter, int64_t now, struct err *err)
{
	struct args args;

	if (matter->blocked && !lock(db, QUERY_MATTER_UNBLOCK, matter->id, err))
		return false;
	args_init(&args);
	args_int(&args, matter->id);
	args_time(&args, now);
	bool lifted = db_run(db, QUERY_MATTER_LIFT, &args, NULL, err);
	args_release(&args);
	return lifted;
}

static bool
may_close(const struct matter_act *act, const struct matter_acting *acting, struct err *err)
{
	const char *lack = matter_lack(&acting->matter, act->file_sha256 != NULL);

	return lack == NULL || fail(err, ERR_REFUSED, "matter %lld cannot be closed: %s", (long long)act->matter, say(lack));
}

bool
matter_close_in(struct db *db, const struct matter_act *act, const struct matter_acting *acting, struct err *err)
{
	return may_close(act, acting, err) && matter_move(db, act->matter, 0, 0, act->now, -1, err) &&
	    release(db, &acting->matter, act->now, err) && record(db, act, acting, ENTRY_MATTER_CLOSED, "closed", DEADLINE_COUNT, err);
}

bool
matter_close(struct db *db, const struct matter_act *act, struct err *err)
{
	struct matter_acting acting;

	return matter_finish(db, matter_begin(db, act, &acting, err) && matter_close_in(db, act, &acting, err), err);
}
