/* consent_import.c - consents from a file of JSON lines: a batch is one transaction and one entry of the log. */
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "compliance/consent_store.h"
#include "compliance/line_reject_store.h"

/* The lines of one batch that could be read, and where each stood. */
struct batch {
	size_t count;
	struct consent_said *said;
	struct consent_recorded *recorded;
	int *line;
};

static struct batch *
batch_new(void)
{
	struct batch *batch = memory_new(sizeof(*batch));

	batch->said = memory_new(LINE_BATCH * sizeof(*batch->said));
	batch->recorded = memory_new(LINE_BATCH * sizeof(*batch->recorded));
	batch->line = memory_new(LINE_BATCH * sizeof(*batch->line));
	return batch;
}

static void
batch_clear(struct batch *batch)
{
	for (size_t i = 0; i < batch->count; i++)
		consent_said_release(&batch->said[i]);
	batch->count = 0;
}

static void *
batch_free(struct batch *batch)
{
	batch_clear(batch);
	free(batch->said);
	free(batch->recorded);
	free(batch->line);
	free(batch);
	return NULL;
}

static void
read_lines(struct line_file *file, const struct installation_key *key, int64_t now, struct batch *batch)
{
	struct line line;

	for (int i = 0; i < file->count; i++) {
		struct consent_said *said = &batch->said[batch->count];
		if (file->reason[i] != NULL)
			continue;
		line_open(&line, line_file_line(file, i));
		if (consent_said_read(&line, key, now, said)) {
			batch->line[batch->count++] = i;
		} else {
			line_file_reject(file, i, line.field, line.reason);
			consent_said_release(said);
		}
		line_release(&line);
	}
}

static bool
add_entry(struct db *db, struct line_file *file, const struct consent_import *sums, const struct entry *who,
    struct err *err)
{
	struct json json;
	struct buf data = {0};
	struct entry entry = *who;
	uint8_t hash[SHA256_SIZE];

	entry.what = ENTRY_CONSENTS_IMPORTED;
	line_file_sha256(file, hash);
	json_start(&json, &data);
	json_object(&json);
	json_key(&json, "known");
	json_int(&json, sums->known);
	json_key(&json, "lines");
	json_int(&json, sums->lines);
	json_key(&json, "recorded");
	json_int(&json, sums->recorded);
	json_key(&json, "rejected");
	json_int(&json, sums->rejected);
	json_key(&json, "sha256");
	json_hex(&json, hash, sizeof(hash));
	json_key(&json, "unproven");
	json_int(&json, sums->unproven);
	json_end(&json);
	bool added = entry_add(db, &entry, buf_view(&data), err);
	buf_release(&data);
	return added;
}

/* What became of each line: counted, or rejected with its reason. */
static void
sum_up(struct line_file *file, const struct batch *batch, struct consent_import *sums)
{
	*sums = (struct consent_import){.lines = file->count};
	for (size_t i = 0; i < batch->count; i++) {
		const struct consent_recorded *recorded = &batch->recorded[i];
		if (recorded->fate == FATE_NOBODY)
			line_file_reject(file, batch->line[i], "address", "nobody in the lists holds this address");
		else if (recorded->fate == FATE_SEVERAL)
			line_file_reject(file, batch->line[i], "address",
			    "several contacts hold this address: add \"party_id\"");
		else if (recorded->fate == FATE_UNASKABLE)
			line_file_reject(file, batch->line[i], "wording", "the text is not approved: it cannot be asked with");
		else if (recorded->fate == FATE_KNOWN)
			sums->known++;
		else
			sums->recorded++;
		if (recorded->fate == FATE_RECORDED && recorded->lack != LACK_NOTHING &&
		    batch->said[i].act == ACT_given) {
			sums->unproven++;
			sums->lack[recorded->lack]++;
		}
	}
	sums->rejected = sums->lines - sums->recorded - sums->known;
}

static bool
store_batch(struct db *db, struct line_file *file, struct batch *batch, const struct entry *who,
    struct consent_import *sums, struct err *err)
{
	bool stored = db_begin(db, err) && consent_append(db, batch->said, batch->count, who->at, batch->recorded, err);

	if (stored) {
		sum_up(file, batch, sums);
		stored = add_entry(db, file, sums, who, err) && db_commit(db, err);
	}
	if (!stored)
		db_rollback(db);
	return stored;
}

static void
add_up(struct consent_import *out, const struct consent_import *sums)
{
	out->lines += sums->lines;
	out->recorded += sums->recorded;
	out->known += sums->known;
	out->rejected += sums->rejected;
	out->unproven += sums->unproven;
	for (int i = 0; i < LACK_COUNT; i++)
		out->lack[i] += sums->lack[i];
}

bool
consent_import(struct db *db, const struct installation_key *key, const char *path, const char *rejects,
    const struct entry *who, struct consent_import *out, struct err *err)
{
	struct line_file *file = line_file_open(path, rejects, err);
	struct consent_import sums;

	*out = (struct consent_import){0};
	if (file == NULL)
		return false;
	struct batch *batch = batch_new();
	bool done = line_file_batch(file, err);
	while (done && file->count > 0) {
		read_lines(file, key, who->at, batch);
		done = store_batch(db, file, batch, who, &sums, err) && line_reject_batch(db, file, who, err);
		if (!done)
			break;
		add_up(out, &sums);
		batch_clear(batch);
		done = line_file_batch(file, err);
	}
	done = done && line_reject_end(db, file, who, err);
	if (!done)
		fail_prefix(err, "%s: after line %lld", path, (long long)out->lines);
	batch_free(batch);
	line_file_close(file);
	return done;
}
