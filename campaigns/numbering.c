/*
 * numbering.c - the numbering plan: stored whole, and kept in memory for look-ups.
 *
 * Landlines have no ranges here: their area code names the region.
 */
#include "campaigns/numbering.h"

#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "campaigns/numbering_file.h"
#include "compliance/entry.h"

enum { E164_SEVEN = 12 };	/* characters of "+79161234567" */

struct numbering {
	const struct regions *regions;
	size_t count;
	int64_t *first;			/* apart from the rest: the search touches nothing else */
	struct given {
		int64_t last;
		struct numbering_place place;
	} *given;
};

static bool
copy_ranges(struct db *db, const struct numbering_file *file, struct err *err)
{
	int64_t count;

	if (!db_copy_in(db, QUERY_NUMBERING_COPY, err))
		return false;
	for (size_t i = 0; i < file->count; i++) {
		const struct numbering_range *range = &file->range[i];
		db_copy_row(db, 5);
		db_copy_int8(db, range->first);
		db_copy_int8(db, range->last);
		db_copy_int2(db, range->region);
		db_copy_int8(db, range->carrier_inn);
		db_copy_text(db, range->carrier);
	}
	return db_copy_end(db, &count, err);
}

static bool
log_load(struct db *db, const char *path, const struct numbering_file *file, int64_t now, struct err *err)
{
	const char *slash = strrchr(path, '/');
	struct entry entry = {.what = ENTRY_NUMBERING_LOADED, .at = now, .who_kind = "process", .process = "cli"};
	struct buf data = {0};
	struct json json;

	json_start(&json, &data);
	json_object(&json);
	json_key(&json, "file");
	json_text(&json, slash ? slash + 1 : path);
	json_key(&json, "ranges");
	json_int(&json, (int64_t)file->count);
	json_key(&json, "sha256");
	json_hex(&json, file->sha256, sizeof(file->sha256));
	json_end(&json);
	bool added = entry_add(db, &entry, buf_view(&data), err);
	buf_release(&data);
	return added;
}

static bool
store(struct db *db, const char *path, const struct numbering_file *file, int64_t now, struct err *err)
{
	struct args none;

	if (!db_begin(db, err))
		return false;
	args_init(&none);
	bool stored = db_run(db, QUERY_NUMBERING_CLEAR, &none, NULL, err) && copy_ranges(db, file, err) &&
	    log_load(db, path, file, now, err) && db_commit(db, err);
	args_release(&none);
	if (!stored)
		db_rollback(db);
	return stored;
}

bool
numbering_load(struct db *db, const struct regions *regions, const char *path, int64_t now, int64_t *ranges,
    struct err *err)
{
	struct numbering_file file;

	if (!numbering_file_read(path, regions, &file, err))
		return false;
	bool stored = store(db, path, &file, now, err);
	if (stored)
		*ranges = (int64_t)file.count;
	numbering_file_release(&file);
	return stored;
}

struct numbering *
numbering_open(struct db *db, const struct regions *regions, struct err *err)
{
	struct rows *rows = NULL;
	struct args none;

	args_init(&none);
	bool read = db_run(db, QUERY_NUMBERING_LIST, &none, &rows, err);
	args_release(&none);
	if (!read)
		return NULL;
	struct numbering *numbering = memory_new(sizeof(*numbering));
	numbering->regions = regions;
	numbering->count = (size_t)rows_count(rows);
	numbering->first = memory_new(numbering->count * sizeof(*numbering->first));
	numbering->given = memory_new(numbering->count * sizeof(*numbering->given));
	for (int i = 0; i < rows_count(rows); i++) {
		numbering->first[i] = rows_int(rows, i, 0);
		numbering->given[i] = (struct given){
			.last = rows_int(rows, i, 1),
			.place = {(int)rows_int(rows, i, 2), rows_int(rows, i, 3)},
		};
	}
	rows_free(rows);
	return numbering;
}

void *
numbering_free(struct numbering *numbering)
{
	if (numbering == NULL)
		return NULL;
	free(numbering->first);
	free(numbering->given);
	free(numbering);
	return NULL;
}

static const struct given *
find_range(const struct numbering *numbering, int64_t number)
{
	size_t low = 0, high = numbering->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (numbering->first[middle] <= number)
			low = middle + 1;
		else
			high = middle;
	}
	return low > 0 && numbering->given[low - 1].last >= number ? &numbering->given[low - 1] : NULL;
}

static struct numbering_place
find_landline(const struct numbering *numbering, const char *e164, bool *known)
{
	const struct region *region = region_find_landline(numbering->regions, e164);

	*known = region != NULL;
	return (struct numbering_place){.region = region ? region->code : 0};
}

/* Numbers of zone 7 that are not Russia's: Kazakhstan has +7 7, Abkhazia +7 840 and +7 940. */
static bool
is_of_neighbours(const char *e164)
{
	return e164[2] == '7' || strncmp(e164 + 2, "840", 3) == 0 || strncmp(e164 + 2, "940", 3) == 0;
}

struct numbering_place
numbering_find(const struct numbering *numbering, const char *e164, bool *known)
{
	*known = true;
	if (strncmp(e164, "+7", 2) != 0)
		return (struct numbering_place){0};
	if (strlen(e164) == E164_SEVEN && is_of_neighbours(e164))
		return (struct numbering_place){0};
	if (strlen(e164) != E164_SEVEN || e164[2] != '9')
		return find_landline(numbering, e164, known);
	const struct given *given = find_range(numbering, strtoll(e164 + 1, NULL, 10));
	if (given != NULL)
		return given->place;
	*known = numbering->count == 0;		/* where no plan was loaded, none calls a number impossible */
	return (struct numbering_place){0};
}
