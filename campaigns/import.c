/*
 * import.c - a list from outside, row by row: heading, row, chunk, worker, or the reject file.
 *
 * The list is declared whole only when every chunk is stored and the reject
 * file is there; until then it is in quarantine, and the same command again
 * goes through it once more without doubling anything.
 */
#include "campaigns/import.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/lang.h"
#include "campaigns/erased.h"
#include "campaigns/import_worker.h"
#include "campaigns/list_store.h"
#include "campaigns/reject_file.h"
#include "campaigns/source.h"
#include "compliance/outside_file_store.h"

enum { WORKERS = 2, HEADING_WITHIN = 20, SMALL_FILE = 1 << 20 };

struct import {
	const struct import_order *order;
	const struct settings *settings;
	int64_t now, obtained_at;
	const struct source *source;
	struct buf dsn;
	struct db *db;
	struct list list;
	struct table table;
	struct header_words *words;
	struct header header;
	struct regions *regions;
	struct numbering *numbering;
	struct keyed *keyed;
	struct erased *erased;
	struct row_reader reader;
	struct row row;
	struct buf space;
	struct reject_file *rejects;
	int64_t rejects_id;			/* of the file, among those outside */
	struct import_worker *worker[WORKERS];
	int workers;
	int lines_above;			/* of the heading */
	struct import_report report;
};

static bool
check_order(const struct import_order *order, struct import *import, struct err *err)
{
	const struct {
		const char *value, *option;
	} wanted[] = {
		{order->entity, "--entity"}, {order->ground, "--ground"}, {order->source, "--source"},
		{order->responsible, "--responsible"}, {order->obtained_at, "--obtained-at"},
	};
	char *end;

	for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++)
		if (wanted[i].value == NULL || wanted[i].value[strspn(wanted[i].value, " \t")] == '\0')
			return fail(err, ERR_INPUT, "%s is missing: without ground, source and a responsible person no list is "
			    "imported (Criminal Code art. 272.1, 152-FZ art. 6)", wanted[i].option);
	import->report.entity_inn = strtoll(order->entity, &end, 10);
	if (*end != '\0')
		return fail(err, ERR_INPUT, "--entity %s: not an INN", order->entity);
	if (!instant_parse(order->obtained_at, &import->obtained_at))
		return fail(err, ERR_INPUT, "--obtained-at %s: expected a date like 2026-11-01", order->obtained_at);
	if (import->obtained_at > import->now)
		return fail(err, ERR_INPUT, "--obtained-at %s: is in the future", order->obtained_at);
	if (!source_check(order->source, &import->source, err))
		return false;
	import->report.quarantined = import->source->fate != FATE_TAKEN;
	return true;
}

static bool
open_list(struct import *import, struct err *err)
{
	struct table_limits limits = {import->settings->import_rows, import->settings->import_file_mib << 20};

	if (!table_open(import->order->path, limits, &import->table, err))
		return false;
	import->report.kind = import->table.kind;
	import->report.encoding = import->table.encoding;
	import->report.separator = import->table.separator;
	memcpy(import->report.sha256, import->table.sha256, SHA256_SIZE);
	settings_dsn(import->settings, "dozvon_import", &import->dsn);
	import->db = db_open(import->dsn.data, err);
	return import->db != NULL &&
	    list_find(import->db, import->report.entity_inn, import->table.sha256, &import->list, err);
}

static bool
load_numbering(struct import *import, struct err *err)
{
	bool is_there;

	import->regions = regions_load(import->settings->regions, err);
	if (import->regions == NULL || !list_numbering_is_there(import->db, &is_there, err))
		return false;
	if (!is_there)
		return fail(err, ERR_ABSENT, "no numbering plan is loaded: run dozvon numbering load");
	import->numbering = numbering_open(import->db, import->regions, err);
	return import->numbering != NULL;
}

/* In a child's memory the key is zeroes: keyed.h. */
static bool
load_key(struct import *import, struct err *err)
{
	struct installation_key key;

	if (!installation_key_read(import->settings->installation_key, &key, err))
		return false;
	import->keyed = keyed_new(&key);
	explicit_bzero(&key, sizeof(key));
	return true;
}

static bool
load_knowledge(struct import *import, struct err *err)
{
	int year, month, day;

	import->words = header_words_load(import->settings->import_words, err);
	if (import->words == NULL || !load_numbering(import, err) || !load_key(import, err) ||
	    (import->erased = erased_load(import->db, err)) == NULL)
		return false;
	day_date(import->now / DAY, &year, &month, &day);
	import->reader = (struct row_reader){
		.header = &import->header, .numbering = import->numbering, .places = place_finder_new(import->regions),
		.short_rows = import->table.kind == TABLE_XLSX, .this_year = year,
		.from_site = strcmp(import->source->how, "company_site") == 0,
	};
	buf_init(&import->reader.text);
	return true;
}

static bool
is_stored(enum column column)
{
	return column != COLUMN_IGNORED && column != COLUMN_ID && column != COLUMN_LANGUAGE && column != COLUMN_ROLE;
}

static void
name_ignored(struct import *import)
{
	struct buf *out = &import->report.ignored;

	for (int i = 0; i < import->header.cells; i++) {
		if (is_stored(import->header.column[i]) || import->header.title[i][0] == '\0')
			continue;
		buf_add_text(out, out->len > 0 ? ", " : "");
		buf_add_text(out, import->header.title[i]);
	}
}

static bool
open_rejects(struct import *import, struct err *err)
{
	struct buf *path = &import->report.rejects;

	if (import->order->dry_run)
		return true;
	if (import->order->rejects != NULL)
		buf_add_text(path, import->order->rejects);
	else
		reject_file_path(import->order->path, import->table.kind, path);
	import->rejects = reject_file_new(path->data, &import->table, &import->header, err);
	return import->rejects != NULL;
}

/* Both files have persons in them and lie where we do not reach: an erasure names them. */
static bool
tell_outside(struct import *import, struct err *err)
{
	struct outside_file list = {.kind = OUTSIDE_LIST, .path = import->order->path, .list = import->list.id,
		.sha256 = import->table.sha256, .now = import->now};
	struct outside_file rejects = {.kind = OUTSIDE_REJECTS, .path = import->report.rejects.data, .list = import->list.id,
		.now = import->now};
	int64_t unused;

	return outside_file_add(import->db, &list, &unused, err) &&
	    outside_file_add(import->db, &rejects, &import->rejects_id, err);
}

/* The heading has been found: from here on there is a list. */
static bool
begin(struct import *import, struct err *err)
{
	name_ignored(import);
	if (!open_rejects(import, err))
		return false;
	if (!import->order->dry_run &&
	    !list_begin(import->db, import->order, import->obtained_at, import->table.sha256, &import->list, err))
		return false;
	import->report.list = import->list.id;
	if (!import->order->dry_run && !tell_outside(import, err))
		return false;
	struct import_work work = {import->dsn.data, import->list.id, import->now, import->order->dry_run, import->source};
	int wanted = import->table.size < SMALL_FILE ? 1 : WORKERS;
	while (import->workers < wanted)
		import->worker[import->workers++] = import_worker_start(&work);
	return true;
}

static bool
take_heading(struct import *import, const struct table_row *cells, struct err *err)
{
	bool found;

	if (cells->fault == NULL && !header_read(import->words, cells, &import->header, &found, err))
		return false;
	if (cells->fault == NULL && found)
		return begin(import, err);
	if (++import->lines_above < HEADING_WITHIN)
		return true;
	return fail(err, ERR_INPUT, "no row of headings among the first %d: one of them must say \"телефон\" or \"e-mail\"",
	    HEADING_WITHIN);
}

static bool
tell_fault(struct import *import, const struct table_row *cells, const struct row_fault *fault, bool partly,
    struct err *err)
{
	char reason[400];

	import_report_fault(&import->report, cells->number, fault);
	if (import->rejects == NULL)
		return true;
	snprintf(reason, sizeof(reason), "%s%s", partly ? say("taken, but for this address: ") : "", say(fault->text));
	return reject_file_add(import->rejects, cells, fault->column, reason, err);
}

/* Nothing of what the row says is written down again: its number is enough for who has the list. */
static bool
refuse_erased(struct import *import, const struct table_row *cells, struct err *err)
{
	static const struct row_fault fault = {-1, "this person's data were destroyed by law: no list brings them back"};
	const struct table_row blank = {.number = cells->number};

	import->report.rejected++;
	return tell_fault(import, &blank, &fault, false, err);
}

/* Rows of one party always go to the same worker, so that no two of them add it at once. */
static bool
take_row(struct import *import, const struct table_row *cells, struct err *err)
{
	uint8_t identity[IDENTITY_SIZE];
	struct row_fault fault;
	struct chunk *chunk;

	import->report.rows++;
	if (!row_read(&import->reader, cells, &import->row, &fault)) {
		import->report.rejected++;
		return tell_fault(import, cells, &fault, false, err);
	}
	row_identity(&import->row, import->keyed, &import->space, identity);
	if (!import_worker_chunk(import->worker[identity[0] % import->workers], &chunk, err))
		return false;
	struct chunk_end end = chunk_end(chunk);
	chunk_add_representative(chunk, &import->row, import->keyed, &import->space);
	chunk_add(chunk, &import->row, identity, import->keyed);
	if (erased_takes_back(import->erased, chunk, end))
		return refuse_erased(import, cells, err);
	import->report.taken++;
	if (import->row.dropped.text == NULL)
		return true;
	import->report.partly++;
	return tell_fault(import, cells, &import->row.dropped, true, err);
}

static bool
take(void *object, const struct table_row *cells, struct err *err)
{
	struct import *import = object;

	if (row_is_empty(cells))
		return true;
	return import->header.cells == 0 ? take_heading(import, cells, err) : take_row(import, cells, err);
}

static bool
finish_workers(struct import *import, struct err *err)
{
	struct import_counts *sum = &import->report.counts;
	bool finished = true;

	for (int i = 0; finished && i < import->workers; i++) {
		struct import_counts counts = {0};
		finished = import_worker_finish(import->worker[i], &counts, err);
		sum->new_rows += counts.new_rows;
		sum->added_rows += counts.added_rows;
		sum->same_rows += counts.same_rows;
		sum->new_points += counts.new_points;
	}
	return finished;
}

static bool
finish_rejects(struct import *import, struct err *err)
{
	if (import->rejects != NULL && (!reject_file_finish(import->rejects, err) ||
	    !outside_file_end(import->db, import->rejects_id, import->report.rejects.data, import->now, err)))
		return false;
	if (import->report.reasons == 0)
		buf_clear(&import->report.rejects);
	return true;
}

static bool
declare_whole(struct import *import, struct import_hook hook, struct err *err)
{
	const struct import_report *report = &import->report;

	must(report->counts.new_rows + report->counts.added_rows + report->counts.same_rows == report->taken);
	if (import->order->dry_run)
		return true;
	bool whole = db_begin(import->db, err) && list_end(import->db, report, import->source->fate == FATE_NOTICE, import->now, err) &&
	    (hook.whole == NULL || hook.whole(hook.object, import->db, import->order, report, err)) &&
	    db_commit(import->db, err);
	db_rollback(import->db);
	return whole;
}

static bool
read_list(struct import *import, struct import_hook hook, struct err *err)
{
	struct row_sink sink = {take, import};

	if (!load_knowledge(import, err) || !table_read(&import->table, sink, err))
		return false;
	if (import->header.cells == 0)
		return fail(err, ERR_INPUT, "no row of headings among the first %d: one of them must say \"телефон\" or \"e-mail\"",
		    HEADING_WITHIN);
	return finish_workers(import, err) && finish_rejects(import, err) && declare_whole(import, hook, err);
}

static void
release(struct import *import)
{
	for (int i = 0; i < import->workers; i++)
		import_worker_free(import->worker[i]);
	reject_file_free(import->rejects);
	header_release(&import->header);
	header_words_free(import->words);
	place_finder_free(import->reader.places);
	row_reader_release(&import->reader);
	keyed_free(import->keyed);
	erased_free(import->erased);
	numbering_free(import->numbering);
	regions_free(import->regions);
	table_close(&import->table);
	db_close(import->db);
	buf_release(&import->dsn);
	buf_release(&import->space);
}

bool
import_run(const struct import_order *order, const struct settings *settings, int64_t now, struct import_hook hook,
    struct import_report *out, struct err *err)
{
	struct import *import = memory_new(sizeof(*import));
	bool done;

	import->order = order;
	import->settings = settings;
	import->now = now;
	import->report.preview = order->dry_run;
	done = check_order(order, import, err) && open_list(import, err);
	if (done && import->list.imported_at != 0) {
		import->report.repeated = true;
		import->report.list = import->list.id;
		import->report.imported_at = import->list.imported_at;
	} else {
		done = done && read_list(import, hook, err);
	}
	release(import);
	if (done)
		*out = import->report;
	else
		import_report_release(&import->report);
	free(import);
	return done;
}
