/* migrate.c - numbered, forward-only migrations, compiled in. */
#include "db/migrate.h"

#include <stdlib.h>

#include "base/crypto.h"
#include "db/migration.h"	/* generated */
#include "db/wire.h"

static const char LEDGER[] =
    "select pg_advisory_lock(7203001);"
    "create table if not exists migration (name text primary key, sha256 text not null, applied_at timestamptz not null)";

/* The ledger exists before any named query can be prepared, so these two statements stand here. */
static bool
recorded(struct db *db, const char *name, char sha[65], bool *found, struct err *err)
{
	const char *values[] = {name};
	PGresult *result = PQexecParams(db->conn, "select sha256 from migration where name = $1", 1, NULL, values,
	    NULL, NULL, 0);
	bool read = PQresultStatus(result) == PGRES_TUPLES_OK;

	if (!read)
		wire_fail(err, name, db->conn, result);
	*found = read && PQntuples(result) == 1;
	if (*found)
		memcpy(sha, PQgetvalue(result, 0, 0), 64);
	sha[64] = '\0';
	PQclear(result);
	return read;
}

static bool
record(struct db *db, const char *name, const char *sha, int64_t now, struct err *err)
{
	char at[28];
	const char *values[] = {name, sha, at};

	instant_format(now, at);
	PGresult *result = PQexecParams(db->conn, "insert into migration values ($1, $2, $3::timestamptz)", 3, NULL,
	    values, NULL, NULL, 0);
	bool done = PQresultStatus(result) == PGRES_COMMAND_OK;
	if (!done)
		wire_fail(err, name, db->conn, result);
	PQclear(result);
	return done;
}

static bool
apply(struct db *db, const struct migration *migration, const char *sha, int64_t now, struct err *err)
{
	if (db_begin(db, err) && db_script(db, migration->sql, err) && record(db, migration->name, sha, now, err) &&
	    db_commit(db, err))
		return true;
	db_rollback(db);
	return fail_prefix(err, "migration %s", migration->name);
}

bool
migrate(struct db *db, int64_t now, int *applied, struct err *err)
{
	*applied = 0;
	if (!db_script(db, LEDGER, err))
		return false;
	for (const struct migration *m = migrations; m->name != NULL; m++) {
		uint8_t hash[SHA256_SIZE];
		struct buf sha = {0};
		char before[65];
		bool found, right = true;

		sha256(m->sql, strlen(m->sql), hash);
		hex_add(&sha, hash, sizeof(hash));
		if (!recorded(db, m->name, before, &found, err))
			right = false;
		else if (found && strcmp(before, sha.data) != 0)
			right = fail(err, ERR_REFUSED, "migration %s was changed after it was applied; add a new one instead",
			    m->name);
		else if (!found && (right = apply(db, m, sha.data, now, err)))
			++*applied;
		buf_release(&sha);
		if (!right)
			return false;
	}
	return db_script(db, "select pg_advisory_unlock(7203001)", err);
}
