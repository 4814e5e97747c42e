/*
 * import_store.c - one chunk -> parties, contact points and provenance, in one transaction.
 *
 * The rows are put in the order of their identities: rows of one party stand
 * together, and the unique index is walked from left to right.  Who is new is
 * found out first, so that plain COPY does the rest: half the cost of INSERT
 * ... ON CONFLICT.  Somebody else's import may add the same party in between;
 * then the unique index refuses, and the chunk is tried again.
 */
#include "campaigns/import_store.h"

#include <stdlib.h>
#include <string.h>

#include "campaigns/id_block.h"

struct order {
	uint64_t key;			/* the identity's first bytes */
	uint32_t party;			/* index in the chunk */
	uint32_t group;			/* rows of one identity; ids are the group's */
};

struct point_order {
	uint64_t key;			/* the token's first bytes */
	int64_t party_id;
	int64_t id;			/* 0 until it is known */
	uint32_t point;			/* index in the chunk */
	uint32_t at;			/* which row, in struct order */
	bool is_known;
};

struct import_store {
	struct db *db;
	int64_t list, now;
	const struct source *source;
	struct id_block party_ids, point_ids;
	struct order order[CHUNK_ROWS];
	int64_t group_id[CHUNK_ROWS];
	uint32_t group_first[CHUNK_ROWS + 1];	/* its first row, in struct order */
	bool group_known[CHUNK_ROWS];
	uint32_t groups;
	struct point_order point[CHUNK_POINTS];
	uint32_t points;
	bool row_added[CHUNK_ROWS];		/* brought a new point */
	uint32_t group_of[CHUNK_ROWS];		/* of each party of the chunk */
};

struct import_store *
import_store_new(struct db *db, int64_t list, int64_t now, const struct source *source)
{
	struct import_store *store = memory_new(sizeof(*store));

	store->db = db;
	store->list = list;
	store->now = now;
	store->source = source;
	store->party_ids.query = QUERY_IMPORT_PARTY_BLOCKS;
	store->point_ids.query = QUERY_IMPORT_POINT_BLOCKS;
	return store;
}

void *
import_store_free(struct import_store *store)
{
	if (store != NULL) {
		id_block_release(&store->party_ids);
		id_block_release(&store->point_ids);
	}
	free(store);
	return NULL;
}

static const struct chunk *sorted_chunk;	/* qsort has no argument for it; one chunk is stored at a time */

static int
compare_identity(const void *a, const void *b)
{
	const struct order *left = a, *right = b;

	if (left->key != right->key)
		return left->key < right->key ? -1 : 1;
	int order = memcmp(sorted_chunk->party[left->party].identity, sorted_chunk->party[right->party].identity,
	    IDENTITY_SIZE);
	if (order == 0)		/* a row of the list goes before who is only named as a representative */
		order = sorted_chunk->party[left->party].is_representative - sorted_chunk->party[right->party].is_representative;
	return order != 0 ? order : left->party < right->party ? -1 : 1;
}

static uint64_t
first_bytes(const uint8_t *bytes)
{
	uint64_t key;

	memcpy(&key, bytes, sizeof(key));
	return __builtin_bswap64(key);
}

/* Rows in the order of their identities, and the groups of equal ones. */
static void
sort_rows(struct import_store *store, const struct chunk *chunk)
{
	for (uint32_t i = 0; i < chunk->parties; i++)
		store->order[i] = (struct order){.key = first_bytes(chunk->party[i].identity), .party = i};
	sorted_chunk = chunk;
	qsort(store->order, chunk->parties, sizeof(*store->order), compare_identity);
	store->groups = 0;
	for (uint32_t i = 0; i < chunk->parties; i++) {
		const uint8_t *own = chunk->party[store->order[i].party].identity;
		if (i == 0 || memcmp(own, chunk->party[store->order[i - 1].party].identity, IDENTITY_SIZE) != 0) {
			store->group_first[store->groups] = i;
			store->group_id[store->groups] = 0;
			store->group_known[store->groups++] = false;
		}
		store->order[i].group = store->groups - 1;
		store->group_of[store->order[i].party] = store->groups - 1;
		store->row_added[i] = false;
	}
	store->group_first[store->groups] = chunk->parties;
}

static bool
find_parties(struct import_store *store, const struct chunk *chunk, struct err *err)
{
	struct args args;
	struct rows *rows;

	args_init(&args);
	args_array(&args, ARRAY_BYTES, store->groups);
	for (uint32_t i = 0; i < store->groups; i++)
		args_array_bytes(&args, chunk->party[store->order[store->group_first[i]].party].identity, IDENTITY_SIZE);
	bool found = db_run(store->db, QUERY_IMPORT_PARTY_KNOWN, &args, &rows, err);
	args_release(&args);
	if (!found)
		return false;
	for (int i = 0; i < rows_count(rows); i++) {
		int64_t group = rows_int(rows, i, 0) - 1;
		store->group_id[group] = rows_int(rows, i, 1);
		store->group_known[group] = true;
	}
	rows_free(rows);
	return true;
}

static bool
number_parties(struct import_store *store, struct err *err)
{
	if (!id_block_fill(&store->party_ids, store->db, store->groups, err))
		return false;
	for (uint32_t i = 0; i < store->groups; i++)
		if (!store->group_known[i])
			store->group_id[i] = id_next(&store->party_ids);
	return true;
}

static bool
group_has_token(const struct import_store *store, const struct chunk *chunk, uint32_t from, const uint8_t *token)
{
	for (uint32_t i = from; i < store->points; i++)
		if (memcmp(chunk->point[store->point[i].point].token, token, TOKEN_SIZE) == 0)
			return true;
	return false;
}

/* Each group's addresses, once. */
static void
gather_points(struct import_store *store, const struct chunk *chunk)
{
	store->points = 0;
	for (uint32_t group = 0; group < store->groups; group++) {
		uint32_t from = store->points;
		for (uint32_t at = store->group_first[group]; at < store->group_first[group + 1]; at++) {
			const struct chunk_party *party = &chunk->party[store->order[at].party];
			for (uint32_t i = party->first_point; i < party->first_point + party->points; i++)
				if (!group_has_token(store, chunk, from, chunk->point[i].token))
					store->point[store->points++] = (struct point_order){
						.party_id = store->group_id[group], .point = i, .at = at,
						.is_known = store->group_known[group]};
		}
	}
}

/* Of known parties: which addresses they have already.  is_known of the others is taken back. */
static bool
find_points(struct import_store *store, const struct chunk *chunk, struct err *err)
{
	uint32_t *asked = memory_new((store->points + 1) * sizeof(*asked));
	uint32_t count = 0;
	struct args args;
	struct rows *rows = NULL;
	bool found = true;

	for (uint32_t i = 0; i < store->points; i++)
		if (store->point[i].is_known) {
			asked[count++] = i;
			store->point[i].is_known = false;
		}
	args_init(&args);
	args_array(&args, ARRAY_INT8, count);
	for (uint32_t i = 0; i < count; i++)
		args_array_int(&args, store->point[asked[i]].party_id);
	args_array(&args, ARRAY_BYTES, count);
	for (uint32_t i = 0; i < count; i++)
		args_array_bytes(&args, chunk->point[store->point[asked[i]].point].token, TOKEN_SIZE);
	if (count > 0)
		found = db_run(store->db, QUERY_IMPORT_POINT_KNOWN, &args, &rows, err);
	for (int i = 0; rows != NULL && i < rows_count(rows); i++) {
		struct point_order *point = &store->point[asked[rows_int(rows, i, 0) - 1]];
		point->id = rows_int(rows, i, 1);
		point->is_known = true;
	}
	rows_free(rows);
	args_release(&args);
	free(asked);
	return found;
}

static int
compare_token(const void *a, const void *b)
{
	const struct point_order *left = a, *right = b;

	if (left->key != right->key)
		return left->key < right->key ? -1 : 1;
	return left->at < right->at ? -1 : 1;
}

/* The index on tokens is the dearest of all: walked from left to right it costs half. */
static void
sort_points(struct import_store *store, const struct chunk *chunk)
{
	for (uint32_t i = 0; i < store->points; i++)
		store->point[i].key = first_bytes(chunk->point[store->point[i].point].token);
	qsort(store->point, store->points, sizeof(*store->point), compare_token);
}

static bool
number_points(struct import_store *store, struct err *err)
{
	if (!id_block_fill(&store->point_ids, store->db, store->points, err))
		return false;
	for (uint32_t i = 0; i < store->points; i++)
		if (!store->point[i].is_known) {
			store->point[i].id = id_next(&store->point_ids);
			store->row_added[store->point[i].at] = true;
		}
	return true;
}

static void
put_small(struct db *db, int value)
{
	if (value == 0)
		db_copy_null(db);
	else
		db_copy_int2(db, value);
}

static void
put_big(struct db *db, int64_t value)
{
	if (value == 0)
		db_copy_null(db);
	else
		db_copy_int8(db, value);
}

/* What few have: COPY's columns for them are named only in chunks that need them. */
static bool
has_more(const struct import_store *store, const struct chunk *chunk)
{
	return chunk->more || store->source->quarantine != NULL;
}

static void
copy_party_more(const struct import_store *store, const struct chunk *chunk, const struct chunk_party *party)
{
	struct db *db = store->db;
	bool company = party->kind == ROW_COMPANY;

	db_copy_text(db, company ? "LEGAL_ENTITY" : party->kind == ROW_SOLE_TRADER ? "SOLE_TRADER" : NULL);
	db_copy_text(db, judged_by_name((enum judged_by)party->kind_reason));
	db_copy_text(db, company ? NULL : store->source->quarantine);	/* a company's data are not personal: I-06 */
	db_copy_bool(db, party->paediatric);
	if (party->birth_day == NO_DAY)
		db_copy_null(db);
	else
		db_copy_int4(db, party->birth_day);
	uint32_t own = store->group_of[party - chunk->party];
	if (party->representative == 0 || store->group_of[party->representative - 1] == own)
		db_copy_null(db);
	else
		db_copy_int8(db, store->group_id[store->group_of[party->representative - 1]]);
	db_copy_text(db, party->document ? chunk->text + party->document : NULL);
}

static void
copy_tri(struct db *db, enum tri value)
{
	if (value == TRI_UNKNOWN)
		db_copy_null(db);
	else
		db_copy_bool(db, value == TRI_YES);
}

static void
copy_point_more(const struct import_store *store, const struct chunk_party *party, const struct chunk_point *point)
{
	struct db *db = store->db;

	db_copy_time(db, party->confirmed_at);
	db_copy_text(db, party->kind == ROW_PERSON ? NULL : store->source->how);
	copy_tri(db, (enum tri)point->published);
	copy_tri(db, (enum tri)point->corporate);
	db_copy_text(db, judged_by_name((enum judged_by)point->judged_by));
}

static const char *
owner_of(const struct chunk_party *party, const struct chunk_point *point)
{
	if (party->kind == ROW_COMPANY)
		return "COMPANY";
	return point->of_representative && !party->is_representative ? "REPRESENTATIVE" : "OWN";
}

static bool
copy_parties(struct import_store *store, const struct chunk *chunk, struct err *err)
{
	enum { SALT_SIZE = 16, SALTS = 1024 };
	static uint8_t salt[SALTS][SALT_SIZE];
	struct db *db = store->db;
	int salts = SALTS;
	bool more = has_more(store, chunk);

	if (!db_copy_in(db, more ? QUERY_IMPORT_PARTY_COPY_MORE : QUERY_IMPORT_PARTY_COPY, err))
		return false;
	for (uint32_t group = 0; group < store->groups; group++) {
		const struct chunk_party *party = &chunk->party[store->order[store->group_first[group]].party];
		if (store->group_known[group])
			continue;
		if (salts == SALTS) {
			random_bytes(salt, sizeof(salt));
			salts = 0;
		}
		db_copy_row(db, more ? 17 : 10);
		db_copy_int8(db, store->group_id[group]);
		db_copy_text(db, row_kind_name(party->kind));
		db_copy_bytes(db, party->identity, IDENTITY_SIZE);
		db_copy_text(db, chunk->text + party->name);
		put_big(db, party->inn);
		put_small(db, party->birth_year);
		put_small(db, party->region);
		db_copy_text(db, party->zone ? chunk->text + party->zone : NULL);
		db_copy_bytes(db, salt[salts++], SALT_SIZE);
		db_copy_time(db, store->now);
		if (more)
			copy_party_more(store, chunk, party);
	}
	return db_copy_end(db, NULL, err);
}

static bool
copy_points(struct import_store *store, const struct chunk *chunk, struct err *err)
{
	struct db *db = store->db;
	bool more = has_more(store, chunk);

	if (!db_copy_in(db, more ? QUERY_IMPORT_POINT_COPY_MORE : QUERY_IMPORT_POINT_COPY, err))
		return false;
	for (uint32_t i = 0; i < store->points; i++) {
		const struct point_order *own = &store->point[i];
		const struct chunk_point *point = &chunk->point[own->point];
		const struct chunk_party *party = &chunk->party[store->order[own->at].party];
		if (own->is_known)
			continue;
		db_copy_row(db, more ? 15 : 10);
		db_copy_int8(db, own->id);
		db_copy_int8(db, own->party_id);
		db_copy_text(db, point->is_email ? "EMAIL" : "PHONE");
		db_copy_text(db, owner_of(party, point));
		db_copy_text(db, chunk->text + point->address);
		db_copy_text(db, point->extension ? chunk->text + point->extension : NULL);
		db_copy_bytes(db, point->token, TOKEN_SIZE);
		put_small(db, point->region);
		put_big(db, point->carrier_inn);
		db_copy_time(db, store->now);
		if (more)
			copy_point_more(store, party, point);
	}
	return db_copy_end(db, NULL, err);
}

static int
compare_party(const void *a, const void *b)
{
	const struct point_order *left = a, *right = b;

	if (left->party_id != right->party_id)
		return left->party_id < right->party_id ? -1 : 1;
	return left->id < right->id ? -1 : left->id > right->id;
}

/* Who is only named as somebody's representative is no row of the list, and so in no campaign over it. */
static bool
is_of_list(const struct import_store *store, const struct chunk *chunk, uint32_t point)
{
	return !chunk->party[store->order[store->point[point].at].party].is_representative;
}

/* In the order of parties, as the key has it: rows that come in the order of their index cost a third. */
static bool
copy_provenance(struct import_store *store, const struct chunk *chunk, struct err *err)
{
	struct db *db = store->db;

	qsort(store->point, store->points, sizeof(store->point[0]), compare_party);
	if (!db_copy_in(db, QUERY_IMPORT_PROVENANCE_COPY, err))
		return false;
	for (uint32_t i = 0; i < store->points; i++)
		if (!store->point[i].is_known && is_of_list(store, chunk, i)) {
			db_copy_row(db, 4);
			db_copy_int8(db, store->list);
			db_copy_int8(db, store->point[i].party_id);
			db_copy_int8(db, store->point[i].id);
			db_copy_int4(db, chunk->party[store->order[store->point[i].at].party].row);
		}
	return db_copy_end(db, NULL, err);
}

static bool
add_provenance_of_known(struct import_store *store, const struct chunk *chunk, struct err *err)
{
	struct args args;
	uint32_t count = 0;

	for (uint32_t i = 0; i < store->points; i++)
		count += store->point[i].is_known && is_of_list(store, chunk, i);
	if (count == 0)
		return true;
	args_init(&args);
	args_int(&args, store->list);
	args_array(&args, ARRAY_INT8, count);
	for (uint32_t i = 0; i < store->points; i++)
		if (store->point[i].is_known && is_of_list(store, chunk, i))
			args_array_int(&args, store->point[i].party_id);
	args_array(&args, ARRAY_INT8, count);
	for (uint32_t i = 0; i < store->points; i++)
		if (store->point[i].is_known && is_of_list(store, chunk, i))
			args_array_int(&args, store->point[i].id);
	args_array(&args, ARRAY_INT4, count);
	for (uint32_t i = 0; i < store->points; i++)
		if (store->point[i].is_known && is_of_list(store, chunk, i))
			args_array_int(&args, chunk->party[store->order[store->point[i].at].party].row);
	bool added = db_run(store->db, QUERY_IMPORT_PROVENANCE_OF_KNOWN, &args, NULL, err);
	args_release(&args);
	return added;
}

static void
count_rows(const struct import_store *store, const struct chunk *chunk, struct import_counts *out)
{
	struct import_counts counts = {0};

	for (uint32_t at = 0; at < chunk->parties; at++) {
		uint32_t group = store->order[at].group;
		if (chunk->party[store->order[at].party].is_representative)
			continue;
		if (!store->group_known[group] && store->group_first[group] == at)
			counts.new_rows++;
		else if (store->row_added[at])
			counts.added_rows++;
		else
			counts.same_rows++;
	}
	for (uint32_t i = 0; i < store->points; i++)
		counts.new_points += !store->point[i].is_known;
	*out = counts;
}

static bool
find_out(struct import_store *store, const struct chunk *chunk, struct err *err)
{
	sort_rows(store, chunk);
	return db_run(store->db, QUERY_IMPORT_CHUNK_SETTINGS, NULL, NULL, err) && find_parties(store, chunk, err);
}

static bool
store_all(struct import_store *store, const struct chunk *chunk, struct err *err)
{
	if (!find_out(store, chunk, err) || !number_parties(store, err))
		return false;
	gather_points(store, chunk);
	sort_points(store, chunk);
	return find_points(store, chunk, err) && number_points(store, err) && copy_parties(store, chunk, err) &&
	    copy_points(store, chunk, err) && copy_provenance(store, chunk, err) &&
	    add_provenance_of_known(store, chunk, err);
}

bool
import_store_chunk(struct import_store *store, const struct chunk *chunk, struct import_counts *out, struct err *err)
{
	if (!db_begin(store->db, err))
		return false;
	if (!store_all(store, chunk, err) || !db_commit(store->db, err)) {
		db_rollback(store->db);
		return false;
	}
	count_rows(store, chunk, out);
	return true;
}

bool
import_store_look(struct import_store *store, const struct chunk *chunk, struct import_counts *out, struct err *err)
{
	if (!db_begin(store->db, err))
		return false;
	bool found = find_out(store, chunk, err);
	if (found) {
		gather_points(store, chunk);
		found = find_points(store, chunk, err);
	}
	db_rollback(store->db);
	if (!found)
		return false;
	for (uint32_t i = 0; i < store->points; i++)
		if (!store->point[i].is_known)
			store->row_added[store->point[i].at] = true;
	count_rows(store, chunk, out);
	return true;
}
