/*
 * search_store.c - one search over persons, and one person's timeline.
 *
 * All that the words may mean is asked in one statement, each meaning by its
 * own index; the trace of the read commits before the answer is given out.
 */
#include "compliance/search_store.h"

#include <stdlib.h>
#include <string.h>

#include "base/email.h"
#include "base/json.h"
#include "base/lang.h"
#include "base/phone.h"
#include "compliance/address.h"
#include "compliance/verdict_json.h"

/* What the words may mean; several at once: ten digits are a phone and an INN. */
struct meaning {
	bool has_token, has_decision;
	struct address address;
	struct uuid decision;
	int64_t inn, campaign, party;
	const char *name;
};

static int64_t
number_after(const char *words, const char *prefix)
{
	size_t len = strlen(prefix);

	return strncmp(words, prefix, len) == 0 ? strtoll(words + len, NULL, 10) : 0;
}

/* A name has one; in UTF-8 every Cyrillic letter is of such bytes. */
static bool
has_letter(const char *words)
{
	for (const char *c = words; *c != '\0'; c++)
		if ((*c >= 'A' && *c <= 'Z') || (*c >= 'a' && *c <= 'z') || (unsigned char)*c >= 0x80)
			return strchr(words, '@') == NULL;
	return false;
}

static bool
read_words(const char *words, const struct installation_key *key, struct meaning *out, struct err *err)
{
	const char *reason;
	size_t len = strlen(words);

	*out = (struct meaning){.campaign = number_after(words, "campaign:"), .party = number_after(words, "party:")};
	if (out->campaign > 0 || out->party > 0)
		return true;
	out->has_decision = uuid_parse(words, &out->decision);
	if (out->has_decision)
		return true;
	out->has_token = address_parse(view_of(words), key, &out->address, &reason);
	if ((len == 10 || len == 12) && strspn(words, "0123456789") == len)
		out->inn = strtoll(words, NULL, 10);
	if (!out->has_token && has_letter(words) && len >= 4)
		out->name = words;
	return out->has_token || out->inn != 0 || out->name != NULL ||
	    fail(err, ERR_INPUT, "search for a phone, an e-mail, two letters of a name, an INN, a decision, campaign:N or party:N");
}

static bool
find(struct db *db, const struct meaning *meaning, int limit, struct rows **rows, struct err *err)
{
	struct args args;

	args_init(&args);
	if (meaning->has_token)
		args_bytes(&args, meaning->address.token, TOKEN_SIZE);
	else
		args_null(&args);
	if (meaning->has_decision)
		args_uuid(&args, meaning->decision);
	else
		args_null(&args);
	args_int(&args, meaning->inn);
	args_int(&args, meaning->campaign);
	args_text(&args, meaning->name);
	args_int(&args, meaning->party);
	args_int(&args, limit);
	bool found = db_run(db, QUERY_SEARCH_PERSONS, &args, rows, err);
	args_release(&args);
	return found;
}

static int
count_parties(const struct rows *rows)
{
	int count = 0;

	for (int i = 0; i < rows_count(rows); i++)
		count += i == 0 || rows_int(rows, i, 0) != rows_int(rows, i - 1, 0);
	return count;
}

static void
write_point(const struct rows *rows, int row, struct json *json)
{
	char masked[EMAIL_TEXT] = "";

	if (strcmp(rows_text(rows, row, 5), "PHONE") == 0)
		phone_mask(rows_text(rows, row, 6), masked);
	else
		email_mask(rows_text(rows, row, 6), masked);
	json_object(json);
	json_key(json, "contact_point");
	json_int(json, rows_int(rows, row, 4));
	json_key(json, "masked");
	json_text(json, masked);
	json_end(json);
}

/* A name is shown when one person is meant. */
static void
write_persons(const struct rows *rows, bool named, struct json *json)
{
	int count = rows_count(rows);

	json_key(json, "persons");
	json_array(json);
	for (int i = 0; i < count;) {
		int64_t party = rows_int(rows, i, 0);
		json_object(json);
		json_key(json, "kind");
		json_text(json, rows_text(rows, i, 1));
		json_key(json, "name");
		json_text(json, named ? rows_text(rows, i, 3) : NULL);
		json_key(json, "party");
		json_int(json, party);
		json_key(json, "points");
		json_array(json);
		const char *state = rows_text(rows, i, 2);
		for (; i < count && rows_int(rows, i, 0) == party; i++)
			write_point(rows, i, json);
		json_end(json);
		json_key(json, "state");
		json_text(json, state);
		json_end(json);
	}
	json_end(json);
}

static void
write_line(const struct rows *rows, int row, struct json *json)
{
	json_object(json);
	json_key(json, "at");
	json_instant(json, rows_time(rows, row, 0));
	json_key(json, "campaign");
	if (rows_is_null(rows, row, 4))
		json_null(json);
	else
		json_int(json, rows_int(rows, row, 4));
	json_key(json, "reference");
	json_text(json, rows_text(rows, row, 3));
	json_key(json, "says");
	verdict_pairs_write(rows_bytes(rows, row, 5), json);
	json_key(json, "what");
	json_text(json, rows_text(rows, row, 1));
	json_key(json, "words");
	json_text(json, rows_text(rows, row, 2));
	json_end(json);
}

/* The address's own token counts too: what it refused outlives the person's row. */
static bool
load_timeline(struct db *db, int64_t party, const struct buf *tokens, struct rows **rows, struct err *err)
{
	struct args args;

	args_init(&args);
	args_int(&args, party);
	args_array(&args, ARRAY_BYTES, tokens->len / TOKEN_SIZE);
	for (size_t i = 0; i < tokens->len; i += TOKEN_SIZE)
		args_array_bytes(&args, tokens->data + i, TOKEN_SIZE);
	args_int(&args, SEARCH_LINES);
	bool loaded = db_run(db, QUERY_SEARCH_TIMELINE, &args, rows, err);
	args_release(&args);
	return loaded;
}

static void
write_answer(const struct rows *persons, const struct rows *timeline, bool named, int64_t read, struct buf *out)
{
	struct json json;

	json_start(&json, out);
	json_object(&json);
	write_persons(persons, named, &json);
	json_key(&json, "read");
	json_int(&json, read);
	json_key(&json, "timeline");
	json_array(&json);
	for (int i = 0; timeline != NULL && i < rows_count(timeline); i++)
		write_line(timeline, i, &json);
	json_end(&json);
	json_end(&json);
}

static bool
answer(struct db *db, struct search *search, const struct meaning *meaning, const struct rows *persons,
    const struct entry *who, struct buf *out, struct err *err)
{
	int count = count_parties(persons);
	struct rows *timeline = NULL;
	int64_t read;

	for (int i = 0; i < rows_count(persons); i++)
		person_read_add(&search->read, rows_bytes(persons, i, 7));
	if (meaning->has_token && count < 2)
		person_read_add(&search->read, (struct view){(const char *)meaning->address.token, TOKEN_SIZE});
	search->read.persons = count;
	search->read.campaign = meaning->campaign != 0 ? meaning->campaign : search->read.campaign;
	bool loaded = count > 1 || (count == 0 && !meaning->has_token) ||
	    load_timeline(db, count == 1 ? rows_int(persons, 0, 0) : 0, &search->read.tokens, &timeline, err);
	bool done = loaded && person_read_note(db, &search->read, who, &read, err);
	if (done && count == 0 && (timeline == NULL || rows_count(timeline) == 0))
		done = fail(err, ERR_ABSENT, "nobody is found");
	if (done)
		write_answer(persons, timeline, count == 1, read, out);
	rows_free(timeline);
	return done;
}

bool
search_run(struct db *db, const struct installation_key *key, struct search *search, const struct entry *who,
    struct buf *out, struct err *err)
{
	struct meaning meaning;
	struct rows *persons;

	if (search->limit < 1 || search->limit > SEARCH_MAX)
		return fail(err, ERR_INPUT, "limit must be a number from 1 to %d", (int)SEARCH_MAX);
	search->read.reading = READING_SEARCH;
	if (!read_words(search->words, key, &meaning, err) || !find(db, &meaning, search->limit, &persons, err))
		return false;
	bool done = answer(db, search, &meaning, persons, who, out, err);
	rows_free(persons);
	return done;
}
