/*
 * erasure_store.c - the erasure's transaction, and the files after it.
 *
 * What may speak against it is asked first, under the locks of the person;
 * then the door of the database takes what is personal, and the act, the
 * ticked tasks and the entries are written about what was touched.  A dry run
 * is the same, taken back.
 */
#include "compliance/erasure_store.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/clock.h"
#include "base/json.h"
#include "base/lang.h"
#include "compliance/backup_store.h"
#include "compliance/holder_store.h"
#include "compliance/matter_store.h"
#include "compliance/paper.h"
#include "compliance/staff_store.h"

static const int64_t KEEP = 3 * 366 * DAY;	/* */

/* An import knows from its beginning on whom it has to refuse: the erasure waits for its end. */
static bool
is_alone(struct db *db, struct err *err)
{
	struct rows *rows;

	if (!db_run(db, QUERY_ERASED_ALONE, NULL, &rows, err))
		return false;
	bool alone = rows_bool(rows, 0, 0);
	rows_free(rows);
	return alone || fail(err, ERR_RETRY, "a list is being imported: it could bring this person back; try again when it is done");
}

bool
erasure_sign(struct db *db, const char *by, const char *second, struct erasure *out, struct err *err)
{
	const char *const logins[ERASURE_SIGNERS] = {by, second};
	static const enum right rights[ERASURE_SIGNERS] = {RIGHT_DECIDE, RIGHT_REPORT};

	for (int i = 0; i < ERASURE_SIGNERS; i++) {
		struct staff staff;
		if (!staff_find(db, logins[i], &staff, err) || !right_must(rights[i], staff.role, logins[i], err))
			return false;
		out->signer_id[i] = staff.id;
		snprintf(out->signer[i], sizeof(out->signer[i]), "%s (%s)", staff.name, role_name(staff.role));
	}
	return out->signer_id[0] != out->signer_id[1] ||
	    fail(err, ERR_REFUSED, "destroying takes two different persons of the staff: --by and --second");
}

/* The person and the tokens of all addresses; party 0 when nobody holds the address any more. */
static bool
find_person(struct db *db, const struct erasure_order *order, struct erasure *out, struct err *err)
{
	struct args args;
	struct rows *rows;

	args_init(&args);
	args_int(&args, order->party);
	if (order->address != NULL)
		args_bytes(&args, order->address->token, TOKEN_SIZE);
	else
		args_null(&args);
	bool run = db_run(db, QUERY_ERASURE_FIND, &args, &rows, err);
	args_release(&args);
	if (!run)
		return false;
	int count = rows_count(rows);
	out->party = count == 1 ? rows_int(rows, 0, 0) : 0;
	rows_free(rows);
	if (count > 1)
		return fail(err, ERR_CONFLICT, "%d people have this address: say which, with the number of the party", count);
	return count == 1 || order->address != NULL ||
	    fail(err, ERR_ABSENT, "there is no contact %lld; what came after its erasure is found by --address", (long long)order->party);
}

static bool
find_tokens(struct db *db, const struct erasure_order *order, struct erasure *out, struct err *err)
{
	struct args args;
	struct rows *rows;

	args_init(&args);
	args_int(&args, out->party);
	if (order->address != NULL)
		args_bytes(&args, order->address->token, TOKEN_SIZE);
	else
		args_null(&args);
	bool run = db_run(db, QUERY_ERASURE_TOKENS, &args, &rows, err);
	args_release(&args);
	if (!run)
		return false;
	for (int i = 0; i < rows_count(rows); i++)
		buf_add(&out->tokens, rows_bytes(rows, i, 0).data, TOKEN_SIZE);
	rows_free(rows);
	return true;
}

static void
add_tokens(struct args *args, const struct erasure *erasure)
{
	args_array(args, ARRAY_BYTES, erasure->tokens.len / TOKEN_SIZE);
	for (size_t i = 0; i < erasure->tokens.len; i += TOKEN_SIZE)
		args_array_bytes(args, erasure->tokens.data + i, TOKEN_SIZE);
}

/* W-02: what rests on another basis is not the withdrawn consent's to take; unlawful data go whatever rests on them. */
static bool
may_go(const struct rows *rows, const struct erasure_order *order, struct err *err)
{
	if (rows_int(rows, 0, 0) > 0)
		return fail(err, ERR_REFUSED, "a legal hold covers this person: nothing may be destroyed until it is lifted");
	if (rows_int(rows, 0, 1) > 0)
		return fail(err, ERR_RETRY, "reports of providers wait to be read: they may name this person; try again in a minute");
	return rows_int(rows, 0, 2) == 0 || order->reason == ERASURE_UNLAWFUL || order->again != 0 ||
	    fail(err, ERR_REFUSED, "another basis stays in force (contract, care plan or law): the data are not erased while it does");
}

static bool
ask_obstacles(struct db *db, const struct erasure_order *order, struct erasure *out, struct err *err)
{
	struct args args;
	struct rows *rows;

	args_init(&args);
	args_int(&args, out->party);
	add_tokens(&args, out);
	args_time(&args, order->now);
	bool run = db_run(db, QUERY_ERASURE_OBSTACLES, &args, &rows, err);
	args_release(&args);
	if (!run)
		return false;
	bool may = may_go(rows, order, err);
	out->earlier = rows_int(rows, 0, 3);
	rows_free(rows);
	return may;
}

static bool
has_token(const struct erasure *erasure, const uint8_t token[TOKEN_SIZE])
{
	for (size_t i = 0; i < erasure->tokens.len; i += TOKEN_SIZE)
		if (memcmp(erasure->tokens.data + i, token, TOKEN_SIZE) == 0)
			return true;
	return false;
}

/* A withdrawal and unlawfulness are somebody's matter; that the purpose is reached the clinic finds itself. */
static bool
fits(struct db *db, const struct erasure_order *order, const struct erasure *erasure, struct matter *matter, struct err *err)
{
	static const enum matter_kind kinds[] = {[ERASURE_WITHDRAWAL] = MATTER_WITHDRAWAL, [ERASURE_UNLAWFUL] = MATTER_UNLAWFUL};

	if (order->again != 0)
		return true;	/* it was asked then; the matter may be lost with the rest */
	if (order->matter == 0)
		return order->reason == ERASURE_PURPOSE_REACHED || fail(err, ERR_INPUT, "--matter is missing: the number of the matter that demands it");
	if (!matter_load(db, order->matter, matter, err))
		return false;
	if (matter->closed_at != 0)
		return fail(err, ERR_CONFLICT, "matter %lld is closed already", (long long)order->matter);
	if (order->reason != ERASURE_PURPOSE_REACHED && matter->kind != kinds[order->reason])
		return fail(err, ERR_REFUSED, "matter %lld is of another kind: it does not demand this", (long long)order->matter);
	bool theirs = (matter->party != 0 && matter->party == erasure->party) ||
	    (matter->has_subject && has_token(erasure, matter->subject));
	return theirs || fail(err, ERR_REFUSED, "matter %lld is about somebody else", (long long)order->matter);
}

static bool
suppress(struct db *db, const struct erasure *erasure, struct err *err)
{
	struct args args;

	args_init(&args);
	add_tokens(&args, erasure);
	args_text(&args, erasure->reason == ERASURE_WITHDRAWAL ? "PD_WITHDRAWAL" : "ALL_CONTACT");
	args_time(&args, erasure->now);
	bool done = db_run(db, QUERY_ERASURE_SUPPRESS, &args, NULL, err);
	args_clear(&args);
	add_tokens(&args, erasure);
	args_int(&args, erasure->act);
	args_time(&args, erasure->now);
	done = done && db_run(db, QUERY_ERASED_ADD, &args, NULL, err);
	args_release(&args);
	return done && (erasure->party == 0 || refusal_notify(db, &erasure->party, 1, err));
}

static bool
read_text(struct db *db, enum query query, int64_t id, struct buf *out, struct err *err)
{
	struct args args;
	struct rows *rows;

	args_init(&args);
	args_int(&args, id);
	bool run = db_run(db, query, &args, &rows, err);
	args_release(&args);
	if (!run)
		return false;
	buf_add_text(out, rows_text(rows, 0, 0));
	rows_free(rows);
	return true;
}

static void
take_counts(const struct rows *rows, struct erasure *out)
{
	for (int i = 0; i < rows_count(rows); i++) {
		if (strcmp(rows_text(rows, i, 0), "file") == 0) {
			buf_add(&out->files, rows_bytes(rows, i, 2).data, SHA256_SIZE);
			continue;
		}
		must(out->counts < ERASURE_COUNTS);
		struct erasure_count *count = &out->count[out->counts++];
		snprintf(count->what, sizeof(count->what), "%s", rows_text(rows, i, 0));
		count->rows = rows_int(rows, i, 1);
	}
}

static bool
go_through_the_door(struct db *db, const struct erasure_order *order, struct erasure *out, struct err *err)
{
	struct args args;
	struct rows *rows;
	int64_t touched = 0;

	args_init(&args);
	args_int(&args, out->party);
	add_tokens(&args, out);
	args_text(&args, order->address ? order->address->text : "");
	args_time(&args, order->now);
	bool run = db_run(db, QUERY_ERASURE_DOOR, &args, &rows, err);
	args_release(&args);
	if (!run)
		return false;
	take_counts(rows, out);
	rows_free(rows);
	for (int i = 0; i < out->counts; i++)
		touched += out->count[i].rows;
	if (touched > 0)
		return true;
	return out->earlier != 0 ? fail(err, ERR_ABSENT, "this person is erased already: act %lld; nothing has come since",
	    (long long)out->earlier) : fail(err, ERR_ABSENT, "nobody we know has this address");
}

bool
erasure_number(struct db *db, int64_t after, struct erasure *out, struct err *err)
{
	struct args args;
	struct rows *rows;

	args_init(&args);
	args_int(&args, after);
	bool run = db_run(db, QUERY_ERASURE_NUMBER, &args, &rows, err);
	args_release(&args);
	if (!run)
		return false;
	out->act = rows_int(rows, 0, 0);
	rows_free(rows);
	return true;
}

static void
add_backup(void *context, const struct backup *backup)
{
	char made[28], expires[28];

	instant_format(backup->made_at, made);
	instant_format(backup->expires_at, expires);
	buf_add_format(context, "  копия № %lld от %.10s, %s, до %.10s\n", (long long)backup->id, made, backup->place, expires);
}

bool
erasure_prepare(struct db *db, const char *certificate, int64_t legal_entity_inn, struct erasure *out, struct err *err)
{
	buf_add_text(&out->method, DESTROYER);
	buf_add_format(&out->method, certificate[0] ? "; сертификат: %s" : "; сертификат не указан%s", certificate);
	return read_text(db, QUERY_ERASURE_OPERATOR, legal_entity_inn, &out->operator, err) &&
	    read_text(db, QUERY_ERASURE_PROCESSORS, out->party, &out->processors, err) &&
	    backup_of(db, out->party, out->now, add_backup, &out->backups, err);
}

static bool
keep_act(struct db *db, const struct erasure *erasure, const struct buf *act, const uint8_t sha[SHA256_SIZE], struct err *err)
{
	struct buf pdf = {0}, extract = {0};
	struct args args;

	paper_write(act->data, &pdf);
	erasure_extract_write(erasure, &extract);
	args_init(&args);
	args_int(&args, erasure->act);
	args_int(&args, erasure->matter);
	args_text(&args, erasure_reason_name(erasure->reason));
	args_int(&args, erasure->party);
	add_tokens(&args, erasure);
	args_time(&args, erasure->now);
	args_time(&args, erasure->now + KEEP);
	args_int(&args, erasure->signer_id[0]);
	args_int(&args, erasure->signer_id[1]);
	args_text(&args, erasure->method.data);
	args_text(&args, act->data);
	args_bytes(&args, sha, SHA256_SIZE);
	args_bytes(&args, pdf.data, pdf.len);
	args_text(&args, extract.data);
	args_array(&args, ARRAY_BYTES, erasure->files.len / SHA256_SIZE);
	for (size_t i = 0; i < erasure->files.len; i += SHA256_SIZE)
		args_array_bytes(&args, erasure->files.data + i, SHA256_SIZE);
	args_int(&args, (int64_t)erasure_persons(erasure));
	bool kept = db_run(db, QUERY_ERASURE_ACT_ADD, &args, NULL, err);
	args_release(&args);
	buf_release(&pdf);
	buf_release(&extract);
	return kept;
}

static void
write_data(const struct erasure *erasure, int64_t party, const uint8_t sha[SHA256_SIZE], struct buf *data)
{
	struct json json;

	json_start(&json, data);
	json_object(&json);
	json_key(&json, "act");
	json_int(&json, erasure->act);
	json_key(&json, "act_sha256");
	json_hex(&json, sha, SHA256_SIZE);
	json_key(&json, "matter");
	json_int(&json, erasure->matter);
	json_key(&json, "party");
	json_int(&json, party);
	json_key(&json, "reason");
	json_text(&json, erasure_reason_name(erasure->reason));
	json_key(&json, "second");
	json_int(&json, erasure->signer_id[1]);
	json_end(&json);
}

/* One entry an address, so that each one's timeline has it; all name the same act. */
static bool
add_entries(struct db *db, const struct erasure *erasure, const uint8_t sha[SHA256_SIZE], struct err *err)
{
	struct entry entry = {.what = ENTRY_PARTY_ERASED, .at = erasure->now, .who_kind = "staff",
		.who_id = erasure->signer_id[0], .process = erasure->process};
	struct buf data = {0};
	bool added = true;

	for (size_t i = 0; i < erasure_persons(erasure) && added; i++) {
		struct erasure_person person = erasure_person(erasure, i);
		buf_clear(&data);
		write_data(erasure, person.party, sha, &data);
		for (size_t n = person.first; n < person.first + person.count && added; n++) {
			entry.subject = (const uint8_t *)erasure->tokens.data + n * TOKEN_SIZE;
			added = entry_add(db, &entry, buf_view(&data), err);
		}
	}
	buf_release(&data);
	return added;
}

/* The stores that the act emptied; what lies in files of people, and in backups, somebody has to say. */
static bool
tick_tasks(struct db *db, const struct erasure *erasure, const struct matter *matter, const uint8_t sha[SHA256_SIZE],
    struct err *err)
{
	struct entry who = {.at = erasure->now, .who_kind = "staff", .who_id = erasure->signer_id[0], .process = "cli"};
	struct args args;
	char says[64];

	if (erasure->matter == 0)
		return true;
	snprintf(says, sizeof(says), "акт об уничтожении № %lld", (long long)erasure->act);
	struct matter_deed deed = {ENTRY_MATTER_TASK_DONE, "task_done", DEADLINE_COUNT, says, sha, NULL};
	args_init(&args);
	args_int(&args, erasure->matter);
	args_time(&args, erasure->now);
	args_int(&args, erasure->signer_id[0]);
	args_text(&args, says);
	args_bytes(&args, sha, SHA256_SIZE);
	bool ticked = db_run(db, QUERY_ERASURE_TASKS, &args, NULL, err);
	args_release(&args);
	return ticked && matter_record(db, matter, &deed, &who, err);
}

bool
erasure_write_down(struct db *db, struct erasure *erasure, const struct matter *matter, struct err *err)
{
	uint8_t sha[SHA256_SIZE];
	struct buf act = {0};

	erasure_act_write(erasure, &act);
	sha256(act.data, act.len, sha);
	bool written = keep_act(db, erasure, &act, sha, err) && add_entries(db, erasure, sha, err) &&
	    tick_tasks(db, erasure, matter, sha, err);
	buf_release(&act);
	return written;
}

/* The act of then is on paper, and its rows are lost. */
static bool
say_again(const struct erasure_order *order, struct erasure *out)
{
	if (order->again != 0)
		buf_add_format(&out->method, "; повторно, после восстановления базы из резервной копии (прежний акт № %lld)",
		    (long long)order->again);
	return true;
}

static bool
erase(struct db *db, const struct erasure_order *order, struct erasure *out, struct err *err)
{
	struct matter matter = {0};

	return is_alone(db, err) && erasure_sign(db, order->by, order->second, out, err) && find_person(db, order, out, err) &&
	    find_tokens(db, order, out, err) &&
	    fits(db, order, out, &matter, err) && ask_obstacles(db, order, out, err) &&
	    erasure_prepare(db, order->certificate, matter.legal_entity_inn, out, err) && say_again(order, out) &&
	    outside_file_of(db, out->party, buf_view(&out->tokens), order->address ? order->address->text : "", &out->left, &out->lefts,
	    err) && go_through_the_door(db, order, out, err) && erasure_number(db, order->again, out, err) &&
	    suppress(db, out, err) && outside_file_remove(db, out->left, out->lefts, order->dry, out->now, err) &&
	    erasure_write_down(db, out, &matter, err);
}

bool
erasure_remember(struct db *db, const struct erasure_order *order, struct err *err)
{
	struct erasure erasure = {.reason = order->reason, .act = order->again, .now = order->now};

	buf_add(&erasure.tokens, order->address->token, TOKEN_SIZE);
	bool done = db_begin(db, err) && suppress(db, &erasure, err) && db_commit(db, err);
	if (!done)
		db_rollback(db);
	erasure_release(&erasure);
	return done;
}

static bool
mark_gone(struct db *db, int64_t act, int64_t now, struct err *err)
{
	struct args args;

	args_init(&args);
	args_int(&args, act);
	args_time(&args, now);
	bool marked = db_run(db, QUERY_ERASURE_FILES_GONE, &args, NULL, err);
	args_release(&args);
	return marked;
}

/* Of every act whose files are not known to be gone: this one's, and those that a crash left. */
bool
erasure_remove_files(struct db *db, const struct evidence_dir *dir, int64_t now, struct err *err)
{
	struct rows *rows;

	if (!db_run(db, QUERY_ERASURE_LEFT, NULL, &rows, err))
		return false;
	bool done = true;
	for (int i = 0; i < rows_count(rows) && done; i++) {
		struct view sha = rows_bytes(rows, i, 1);
		if (sha.len == SHA256_SIZE && evidence_dir_has(dir, (const uint8_t *)sha.data))
			done = evidence_dir_remove(dir, (const uint8_t *)sha.data, err);
		bool last = i + 1 == rows_count(rows) || rows_int(rows, i + 1, 0) != rows_int(rows, i, 0);
		if (done && last)
			done = mark_gone(db, rows_int(rows, i, 0), now, err);
	}
	rows_free(rows);
	return done;
}

bool
erasure_run(struct db *db, const struct evidence_dir *dir, const struct erasure_order *order, struct erasure *out,
    struct err *err)
{
	*out = (struct erasure){.process = "cli", .reason = order->reason, .matter = order->matter, .now = order->now};
	if (!order->dry && !erasure_remove_files(db, dir, order->now, err))
		return false;
	bool done = db_begin(db, err) && erase(db, order, out, err) && (order->dry || db_commit(db, err));
	if (!done || order->dry)
		db_rollback(db);
	return done && (order->dry || erasure_remove_files(db, dir, order->now, err));
}

static bool
save(const char *folder, const char *name, int64_t act, const char *ending, struct view bytes, struct err *err)
{
	char path[512];

	snprintf(path, sizeof(path), "%.400s/%s-%lld.%s", folder, name, (long long)act, ending);
	return file_write_whole(path, bytes.data, bytes.len, err);
}

bool
erasure_act_save(struct db *db, int64_t act, const char *folder, struct err *err)
{
	struct args args;
	struct rows *rows;

	args_init(&args);
	args_int(&args, act);
	bool run = db_run(db, QUERY_ERASURE_ACT, &args, &rows, err);
	args_release(&args);
	if (!run)
		return false;
	bool saved = (rows_count(rows) == 1 || fail(err, ERR_ABSENT, "there is no destruction act %lld", (long long)act)) &&
	    save(folder, "act", act, "txt", view_of(rows_text(rows, 0, 0)), err) &&
	    save(folder, "act", act, "pdf", rows_bytes(rows, 0, 1), err) &&
	    save(folder, "extract", act, "tsv", view_of(rows_text(rows, 0, 2)), err);
	rows_free(rows);
	return saved;
}
