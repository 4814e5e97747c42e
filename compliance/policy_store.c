/* policy_store.c - policy packs in the database. */
#include "compliance/policy_store.h"

#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "compliance/rule.h"
#include "compliance/staff_store.h"

enum { SHA256 = 32, DIGITS_MIN = 8, RELAXED_MAX = 400 };

static bool
write_entry(struct db *db, enum entry_what what, const uint8_t *sha, const char *name, const char *version,
    const struct entry *who, struct err *err)
{
	struct entry entry = *who;
	struct buf data = {0};
	struct json json;

	entry.what = what;
	json_start(&json, &data);
	json_object(&json);
	json_key(&json, "name");
	json_text(&json, name);
	json_key(&json, "policy");
	json_hex(&json, sha, SHA256);
	json_key(&json, "version");
	json_text(&json, version);
	json_end(&json);
	bool added = entry_add(db, &entry, buf_view(&data), err);
	buf_release(&data);
	return added;
}

bool
policy_store_find(struct db *db, const char *digits, uint8_t sha[32], struct buf *body, struct err *err)
{
	struct args args;
	struct rows *rows;

	if (strlen(digits) < DIGITS_MIN || strspn(digits, "0123456789abcdef") != strlen(digits))
		return fail(err, ERR_INPUT, "\"%s\": expected a file, or at least %d digits of a pack's SHA-256", digits, DIGITS_MIN);
	args_init(&args);
	args_text(&args, digits);
	bool run = db_run(db, QUERY_POLICY_FIND, &args, &rows, err);
	args_release(&args);
	if (!run)
		return false;
	bool found = rows_count(rows) == 1 && rows_bytes(rows, 0, 0).len == SHA256;
	if (found) {
		memcpy(sha, rows_bytes(rows, 0, 0).data, SHA256);
		buf_add_text(body, rows_text(rows, 0, 3));
	}
	rows_free(rows);
	return found || fail(err, ERR_ABSENT, "there is no one pack %s in the database; add it with policy add", digits);
}

/* Runs one act of a person in a transaction of its own. */
static bool
commit(struct db *db, bool done, struct err *err)
{
	if (done && db_commit(db, err))
		return true;
	db_rollback(db);
	return false;
}

static bool
who_acts(struct db *db, const char *login, int64_t now, struct entry *who, struct err *err)
{
	*who = (struct entry){.at = now, .who_kind = "staff", .process = "cli"};
	return staff_must(db, login, RIGHT_PACK, &who->who_id, err);
}

static bool
add(struct db *db, const struct policy *policy, const char *login, int64_t now, struct err *err)
{
	struct entry who;
	struct args args;
	int64_t added;

	if (!who_acts(db, login, now, &who, err))
		return false;
	args_init(&args);
	args_bytes(&args, policy->sha256, sizeof(policy->sha256));
	args_text(&args, policy->name);
	args_text(&args, policy->version);
	args_time(&args, policy->valid_from);
	args_time(&args, policy->ends_at);
	args_text(&args, policy->body.data);
	args_time(&args, now);
	bool run = db_run_count(db, QUERY_POLICY_ADD, &args, &added, err);
	args_release(&args);
	return run && (added == 0 || write_entry(db, ENTRY_POLICY_ADDED, policy->sha256, policy->name, policy->version, &who, err));
}

bool
policy_store_add(struct db *db, const struct policy *policy, const char *login, int64_t now, struct err *err)
{
	return db_begin(db, err) && commit(db, add(db, policy, login, now, err), err);
}

/* A pack by its hash, as it stands in the database. */
struct stored {
	struct rows *rows;
	const char *name, *version;
	struct view body;
};

static bool
stored_read(struct db *db, const uint8_t sha[32], struct stored *out, struct err *err)
{
	struct args args;

	args_init(&args);
	args_bytes(&args, sha, SHA256);
	bool run = db_run(db, QUERY_POLICY_BODY, &args, &out->rows, err);
	args_release(&args);
	if (!run)
		return false;
	if (rows_count(out->rows) != 1) {
		out->rows = rows_free(out->rows);
		return fail(err, ERR_ABSENT, "this pack is not in the database; add it with policy add");
	}
	out->name = rows_text(out->rows, 0, 0);
	out->version = rows_text(out->rows, 0, 1);
	out->body = view_of(rows_text(out->rows, 0, 2));
	return true;
}

/* Words between commas, as an array. */
static void
add_words(struct args *args, const char *text)
{
	char word[16];
	size_t count = text[0] != '\0';

	for (const char *c = text; *c != '\0'; c++)
		count += *c == ',';
	args_array(args, ARRAY_TEXT, count);
	for (; count > 0; count--) {
		size_t len = strcspn(text, ",");
		snprintf(word, sizeof(word), "%.*s", (int)len, text);
		args_array_text(args, word);
		text += len + (text[len] == ',');
	}
}

static bool
sign(struct db *db, const uint8_t sha[32], const char *login, const char *says, const char *observes, int64_t now,
    struct err *err)
{
	struct stored stored;
	struct entry who;
	struct args args;

	if (!who_acts(db, login, now, &who, err) || !stored_read(db, sha, &stored, err))
		return false;
	args_init(&args);
	args_bytes(&args, sha, SHA256);
	args_int(&args, who.who_id);
	args_text(&args, says);
	add_words(&args, observes);
	args_time(&args, now);
	bool done = db_run(db, QUERY_POLICY_SIGN, &args, NULL, err) &&
	    write_entry(db, ENTRY_POLICY_SIGNED, sha, stored.name, stored.version, &who, err);
	args_release(&args);
	rows_free(stored.rows);
	return done || (err->kind == ERR_CONFLICT && fail(err, ERR_CONFLICT, "%s has signed this pack already", login));
}

bool
policy_store_sign(struct db *db, const uint8_t sha[32], const char *login, const char *says, const char *observes, int64_t now,
    struct err *err)
{
	return db_begin(db, err) && commit(db, sign(db, sha, login, says, observes, now, err), err);
}

static bool
in_force(struct db *db, const char *name, uint8_t sha[32], bool *any, struct err *err)
{
	struct args args;
	struct rows *rows;

	args_init(&args);
	args_text(&args, name);
	bool run = db_run(db, QUERY_POLICY_IN_FORCE, &args, &rows, err);
	args_release(&args);
	if (!run)
		return false;
	*any = rows_count(rows) == 1 && rows_bytes(rows, 0, 0).len == SHA256;
	if (*any)
		memcpy(sha, rows_bytes(rows, 0, 0).data, SHA256);
	rows_free(rows);
	return true;
}

/* NULL without a failure: none is in force, or it does not load any more, and then every rule counts as in force until now. */
static struct policy *
before(struct db *db, const char *name, int64_t now, struct err *err, bool *failed)
{
	struct stored stored;
	struct err ignored;
	uint8_t sha[SHA256];
	bool any;

	*failed = !in_force(db, name, sha, &any, err) || (any && !stored_read(db, sha, &stored, err));
	if (*failed || !any)
		return NULL;
	struct policy *policy = policy_read(name, stored.body, now, &ignored);
	rows_free(stored.rows);
	return policy;
}

/* Ids of the rules that counted until now and would be on trial, each between commas: ",G-16,G-18,". */
static void
list_relaxed(const struct policy *policy, const struct policy *previous, struct buf *out)
{
	buf_add_char(out, ',');
	for (int i = 0; i < rule_count; i++)
		if (policy->observed[rules[i]->number] &&
		    (previous == NULL || policy_counts(previous, rules[i]->number)))
			buf_add_format(out, "%s,", rules[i]->id);
}

/* Whether a signature names every relaxed rule. */
static bool
names_all(const char *observes, const char *relaxed)
{
	char named[RELAXED_MAX], id[16];

	snprintf(named, sizeof(named), ",%s,", observes);
	for (relaxed++; *relaxed != '\0'; relaxed += strcspn(relaxed, ",") + 1) {
		snprintf(id, sizeof(id), ",%.*s,", (int)strcspn(relaxed, ","), relaxed);
		if (strstr(named, id) == NULL)
			return false;
	}
	return true;
}

bool
policy_store_signatures(struct db *db, const uint8_t sha[32], struct rows **rows, struct err *err)
{
	struct args args;

	args_init(&args);
	args_bytes(&args, sha, SHA256);
	bool run = db_run(db, QUERY_POLICY_SIGNATURES, &args, rows, err);
	args_release(&args);
	return run;
}

static bool
is_signed(struct db *db, const struct policy *policy, const char *relaxed, struct err *err)
{
	struct rows *rows;
	int count = 0, officers = 0;

	if (!policy_store_signatures(db, policy->sha256, &rows, err))
		return false;
	for (int i = 0; i < rows_count(rows); i++)
		if (names_all(rows_text(rows, i, 3), relaxed)) {
			count++;
			officers += strcmp(rows_text(rows, i, 1), "compliance") == 0;
		}
	int all = rows_count(rows);
	rows_free(rows);
	if (count >= POLICY_SIGNERS && officers > 0)
		return true;
	if (all >= POLICY_SIGNERS && count < POLICY_SIGNERS)
		return fail(err, ERR_REFUSED, "the pack puts rules on trial that count today (%.*s): two signatures must name them with --observe",
		    (int)strlen(relaxed + 1) - 1, relaxed + 1);
	return fail(err, ERR_REFUSED, "the pack needs the signatures of two persons, one of them of compliance; it has %d, %d of compliance",
	    count, officers);
}

static bool
activate(struct db *db, const uint8_t sha[32], const char *login, int64_t now, struct err *err)
{
	struct policy *policy, *previous;
	struct buf relaxed = {0};
	struct stored stored;
	struct entry who;
	struct args args;
	bool failed;

	if (!who_acts(db, login, now, &who, err) || !stored_read(db, sha, &stored, err))
		return false;
	policy = policy_read(stored.name, stored.body, now, err);
	rows_free(stored.rows);
	if (policy == NULL)
		return false;
	previous = before(db, policy->name, now, err, &failed);
	list_relaxed(policy, previous, &relaxed);
	args_init(&args);
	args_text(&args, policy->name);
	args_bytes(&args, sha, SHA256);
	args_int(&args, who.who_id);
	args_time(&args, now);
	bool done = !failed && is_signed(db, policy, relaxed.data, err) && db_run(db, QUERY_POLICY_ACTIVATE, &args, NULL, err) &&
	    write_entry(db, ENTRY_POLICY_ACTIVATED, sha, policy->name, policy->version, &who, err);
	args_release(&args);
	buf_release(&relaxed);
	policy_free(previous);
	policy_free(policy);
	return done;
}

bool
policy_store_activate(struct db *db, const uint8_t sha[32], const char *login, int64_t now, struct err *err)
{
	return db_begin(db, err) && commit(db, activate(db, sha, login, now, err), err);
}

/* Until a date of the pack comes, what was read is what is in force. */
static bool
is_current(const struct policy *policy, const uint8_t sha[32], int64_t now)
{
	return policy != NULL && memcmp(policy->sha256, sha, SHA256) == 0 && now < policy->valid_to &&
	    (policy->change_at == 0 || now < policy->change_at);
}

bool
policy_follow(struct db *db, const char *name, const char *region, const char *process, int64_t now,
    struct policy **policy, struct err *err)
{
	struct entry who = {.at = now, .who_kind = "process", .process = process};
	struct stored stored;
	uint8_t sha[SHA256];
	bool any;

	if (!in_force(db, name, sha, &any, err))
		return false;
	if (!any)
		return fail(err, ERR_INPUT, "no policy pack \"%s\" is in force: policy add, policy sign by two persons, policy activate", name);
	if (is_current(*policy, sha, now))
		return true;
	if (!stored_read(db, sha, &stored, err))
		return false;
	struct policy *read = policy_read(name, stored.body, now, err);
	rows_free(stored.rows);
	if (read == NULL)
		return false;
	bool right = strcmp(policy_law_name(read->law), region) == 0 ||
	    fail(err, ERR_INPUT, "the pack in force states the law of %s, and the installation's region is %s", policy_law_name(read->law), region);
	if (!right || (process != NULL && !write_entry(db, ENTRY_POLICY_LOADED, sha, read->name, read->version, &who, err))) {
		policy_free(read);
		return false;
	}
	policy_free(*policy);
	*policy = read;
	return true;
}
