/* suppression_import.c - refusals from a file of JSON lines. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "compliance/line_reject_store.h"
#include "compliance/suppression_store.h"

/* A refusal said in the future is taken as said now: no reason to lose it. */
static bool
read_line(struct line *line, const struct installation_key *key, int64_t now, struct suppression *out)
{
	struct address address;
	const char *reason;
	const char *text = line_needed_text(line, "address");

	memset(out, 0, sizeof(*out));
	if (text != NULL && !address_parse(view_of(text), key, &address, &reason))
		line_wrong(line, "address", reason);
	if (line->reason == NULL)
		memcpy(out->token, address.token, TOKEN_SIZE);
	out->fact.scope = (enum scope)line_word(line, "scope", scope_number);
	out->fact.channel = (enum channel)line_word(line, "channel", channel_number);
	out->fact.legal_entity_inn = line_inn(line, "entity_inn");
	const char *path = line_text(line, "path");
	snprintf(out->path, sizeof(out->path), "%s", path ? path : "import");
	out->fact.said_at = line_instant(line, "said_at");
	if (out->fact.said_at == 0 || out->fact.said_at > now)
		out->fact.said_at = now;
	line_json_object(line, "evidence", &out->evidence);
	if (line->reason == NULL && (reason = suppression_fault(out)) != NULL)
		line_wrong(line, out->fact.scope == SCOPE_UNKNOWN ? "scope" :
		    strstr(reason, "channel") ? "channel" : "path", reason);
	return line_close(line);
}

static size_t
read_lines(struct line_file *file, const struct installation_key *key, int64_t now, struct suppression *list)
{
	struct line line;
	size_t count = 0;

	for (int i = 0; i < file->count; i++) {
		if (file->reason[i] != NULL)
			continue;
		line_open(&line, line_file_line(file, i));
		if (read_line(&line, key, now, &list[count])) {
			count++;
		} else {
			line_file_reject(file, i, line.field, line.reason);
			suppression_release(&list[count]);
		}
		line_release(&line);
	}
	return count;
}

static bool
take_batch(struct db *db, struct line_file *file, const struct installation_key *key, const struct entry *who,
    struct suppression *list, struct suppression_import *out, struct err *err)
{
	struct suppression_effect effect = {0};
	size_t count = read_lines(file, key, who->at, list);
	bool taken = count == 0 || suppression_add(db, list, count, who, &effect, err);

	for (size_t i = 0; i < count; i++)
		suppression_release(&list[i]);
	if (!taken || !line_reject_batch(db, file, who, err))
		return false;
	out->lines += file->count;
	out->rejected = file->rejected;
	out->effect.added += effect.added;
	out->effect.known += effect.known;
	out->effect.parties += effect.parties;
	out->effect.targets += effect.targets;
	return true;
}

bool
suppression_import(struct db *db, const struct installation_key *key, const char *path, const char *rejects,
    const struct entry *who, struct suppression_import *out, struct err *err)
{
	struct line_file *file = line_file_open(path, rejects, err);

	*out = (struct suppression_import){0};
	if (file == NULL)
		return false;
	struct suppression *list = memory_new(LINE_BATCH * sizeof(*list));
	bool done = line_file_batch(file, err);
	while (done && file->count > 0)
		done = take_batch(db, file, key, who, list, out, err) && line_file_batch(file, err);
	done = done && line_reject_end(db, file, who, err);
	if (!done)
		fail_prefix(err, "%s: after line %lld", path, (long long)out->lines);
	free(list);
	line_file_close(file);
	return done;
}
