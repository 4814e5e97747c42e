/* basis_import.c - legal bases from a file of JSON lines. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "compliance/basis_store.h"
#include "compliance/consent_said.h"
#include "compliance/line_reject_store.h"

struct batch {
	size_t count;
	struct basis_said said[LINE_BATCH];
	int line[LINE_BATCH];
};

/* Matrix row 3: a request is kept with how it was asked and where that is: a recording, a session, who wrote it down. */
static void
read_proof(struct line *line, struct basis_said *out)
{
	const json_t *proof = line_object(line, "proof");
	const char *how = json_string_value(json_object_get(proof, "how"));

	if (proof == NULL && (out->fact.kind != BASIS_OWN_REQUEST || out->ended))
		return;
	if (how == NULL || *how == '\0' || json_object_size(proof) < 2) {
		line_wrong(line, "proof", "an own request is proved by an object: how it was asked, and where that is kept");
		return;
	}
	const char *identity = json_string_value(json_object_get(proof, "identity_level"));
	out->identified = identity != NULL && out->fact.kind == BASIS_OWN_REQUEST && !out->ended &&
	    identity_fits(identity_level_find(view_of(identity)), out->address.kind, json_object_get(proof, "staff_id") != NULL);
	char *text = json_dumps(proof, JSON_COMPACT | JSON_SORT_KEYS);
	if (snprintf(out->proof, sizeof(out->proof), "%s", text ? text : "") >= BASIS_PROOF)
		line_wrong(line, "proof", "is too long");
	free(text);
}

/* What a basis cannot carry, and what it cannot be without. */
static void
check_kind(struct line *line, const struct basis_said *said)
{
	uint16_t advertising = WORD_BIT(PURPOSE_AD_PROMO) | WORD_BIT(PURPOSE_B2B_OFFER);

	if ((said->fact.purposes & advertising) != 0)
		line_wrong(line, "purposes", "advertising rests on consents, on no other basis");
	if (said->fact.kind == BASIS_OWN_REQUEST && said->fact.valid_until == 0 && !said->ended)
		line_wrong(line, "valid_until", "an own request has an end");
	if (said->fact.kind == BASIS_CARE_PLAN && !said->ended && said->fact.purposes != WORD_BIT(PURPOSE_RECALL))
		line_wrong(line, "purposes", "a care plan is a basis for RECALL alone");
}

static bool
read_line(struct line *line, const struct installation_key *key, int64_t now, struct basis_said *out)
{
	const char *reason;
	const char *kind = line_text(line, "kind");	/* always "basis" */
	const char *text = line_needed_text(line, "address");

	memset(out, 0, sizeof(*out));
	if (kind != NULL && strcmp(kind, "basis") != 0)
		line_wrong(line, "kind", "must be \"basis\"");
	if (text != NULL && !address_parse(view_of(text), key, &out->address, &reason))
		line_wrong(line, "address", reason);
	out->party = line_integer(line, "party_id");
	out->fact.kind = (enum basis_kind)line_word(line, "basis", basis_kind_number);
	out->fact.purposes = line_words(line, "purposes", purpose_number);
	out->fact.legal_entity_inn = line_inn(line, "entity_inn");
	out->fact.valid_from = line_instant(line, "valid_from");
	out->fact.valid_until = line_instant(line, "valid_until");
	out->ended = line_tri(line, "ended") == TRI_YES;
	const char *reference = line_needed_text(line, "reference");
	if (reference != NULL && snprintf(out->reference, sizeof(out->reference), "%s", reference) >= BASIS_REFERENCE)
		line_wrong(line, "reference", "is too long");
	if (out->fact.kind == BASIS_UNKNOWN)
		line_wrong(line, "basis", "is missing");
	if (out->fact.purposes == 0 && !out->ended)
		line_wrong(line, "purposes", "is missing");
	if (out->fact.legal_entity_inn == 0)
		line_wrong(line, "entity_inn", "is missing");
	if (out->fact.valid_from == 0)
		line_wrong(line, "valid_from", "is missing");
	if (out->fact.valid_from > now + 366 * DAY)
		line_wrong(line, "valid_from", "lies in the future");
	if (out->fact.valid_until != 0 && out->fact.valid_until <= out->fact.valid_from)
		line_wrong(line, "valid_until", "is not after its beginning");
	read_proof(line, out);
	check_kind(line, out);
	return line_close(line);
}

static void
read_lines(struct line_file *file, const struct installation_key *key, int64_t now, struct batch *batch)
{
	struct line line;

	batch->count = 0;
	for (int i = 0; i < file->count; i++) {
		if (file->reason[i] != NULL)
			continue;
		line_open(&line, line_file_line(file, i));
		if (read_line(&line, key, now, &batch->said[batch->count]))
			batch->line[batch->count++] = i;
		else
			line_file_reject(file, i, line.field, line.reason);
		line_release(&line);
	}
}

static bool
take_batch(struct db *db, struct line_file *file, const struct installation_key *key, const struct entry *who,
    struct batch *batch, struct basis_import *out, struct err *err)
{
	int64_t known = 0;

	read_lines(file, key, who->at, batch);
	if (!db_begin(db, err) || !basis_append(db, batch->said, batch->count, who, err) || !db_commit(db, err)) {
		db_rollback(db);
		return false;
	}
	for (size_t i = 0; i < batch->count; i++) {
		if (batch->said[i].reason != NULL)
			line_file_reject(file, batch->line[i], "address", batch->said[i].reason);
		known += batch->said[i].known;
	}
	if (!line_reject_batch(db, file, who, err))
		return false;
	out->lines += file->count;
	out->known += known;
	out->rejected = file->rejected;
	out->recorded = out->lines - out->known - out->rejected;
	return true;
}

bool
basis_import(struct db *db, const struct installation_key *key, const char *path, const char *rejects,
    const struct entry *who, struct basis_import *out, struct err *err)
{
	struct line_file *file = line_file_open(path, rejects, err);

	*out = (struct basis_import){0};
	if (file == NULL)
		return false;
	struct batch *batch = memory_new(sizeof(*batch));
	bool done = line_file_batch(file, err);
	while (done && file->count > 0)
		done = take_batch(db, file, key, who, batch, out, err) && line_file_batch(file, err);
	done = done && line_reject_end(db, file, who, err);
	if (!done)
		fail_prefix(err, "%s: after line %lld", path, (long long)out->lines);
	free(batch);
	line_file_close(file);
	return done;
}
