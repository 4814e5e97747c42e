/* refuser.c - processes that refuse people at the moment when they are claimed. */
#include "tests/support/refuser.h"

#include <libpq-fe.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "compliance/suppression_store.h"
#include "dialer/provider_refusal.h"
#include "tests/support/race.h"
#include "tests/support/world.h"

/* In people: how far from their own place they refuse, how late is too late, how many at once, near the claims and at the end. */
enum { REFUSERS = 4, SPREAD = 100, AHEAD = 150, LATE = 100, AT_ONCE = 12, AT_ONCE_LATE = 100, LOOK_US = 1500, WAIT_US = 300 };

struct place {
	int64_t person, when;		/* the frontier at which they refuse */
};

struct refusers {
	int64_t people;
	bool unlocked;
	char dsn[320];
	pid_t pid[REFUSERS], scout;
	_Atomic int64_t frontier, cursor;
	uint8_t (*token)[TOKEN_SIZE];	/* by person, from 1 */
	struct refused *refused;
	struct place place[];
};

static void *
shared(size_t size)
{
	void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	must(memory != MAP_FAILED);
	return memory;
}

static void
stop(const char *what)
{
	fprintf(stderr, "refuser: %s\n", what);
	_exit(2);
}

static PGresult *
ask(PGconn *conn, const char *sql, int count, const char *const *values, int format)
{
	PGresult *result = PQexecParams(conn, sql, count, NULL, values, NULL, NULL, format);
	ExecStatusType status = PQresultStatus(result);

	if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
		stop(PQerrorMessage(conn));
	return result;
}

static void
read_tokens(struct refusers *all)
{
	PGconn *conn = PQconnectdb(all->dsn);
	PGresult *result = ask(conn, "select token from contact_point order by id", 0, NULL, 1);

	must(PQntuples(result) == all->people);
	for (int i = 0; i < all->people; i++) {
		must(PQgetlength(result, i, 0) == TOKEN_SIZE);
		memcpy(all->token[i + 1], PQgetvalue(result, i, 0), TOKEN_SIZE);
	}
	PQclear(result);
	PQfinish(conn);
}

static int
compare_places(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	if (x->when != y->when)
		return x->when < y->when ? -1 : 1;
	return (x->person > y->person) - (x->person < y->person);
}

static void
give_places(struct refusers *all, unsigned seed)
{
	for (int64_t i = 0; i < all->people; i++) {
		all->place[i] = (struct place){i + 1, i + 1 - AHEAD - SPREAD + rand_r(&seed) % (2 * SPREAD)};
		all->refused[i + 1].manner = all->unlocked ? REFUSAL_UNLOCKED : rand_r(&seed) % 2 ? REFUSAL_ADDED : REFUSAL_PROVIDER;
	}
	qsort(all->place, (size_t)all->people, sizeof(all->place[0]), compare_places);
}

/* What is claimed and not committed still looks due: the claims are a batch or some further than this. */
static void
scout(struct refusers *all)
{
	PGconn *conn = PQconnectdb(all->dsn);
	int64_t frontier = 1;
	char number[24];
	const char *values[] = {number};

	while (frontier <= all->people) {
		snprintf(number, sizeof(number), "%lld", (long long)frontier);
		PGresult *result = ask(conn, "select contact_point_id from target where campaign_id = 1 and state = 'due' and "
		    "not_before is null and contact_point_id >= $1 order by contact_point_id limit 1", 1, values, 0);
		frontier = PQntuples(result) > 0 ? strtoll(PQgetvalue(result, 0, 0), NULL, 10) : all->people + SPREAD;
		PQclear(result);
		atomic_store(&all->frontier, frontier);
		usleep(LOOK_US);
	}
	PQfinish(conn);
}

static void
add(struct refusers *all, struct db *db, const int64_t *person, size_t count)
{
	static const struct entry who = {.at = WORLD_NOW, .who_kind = "process", .process = "race"};
	struct suppression list[AT_ONCE_LATE] = {0};
	struct suppression_effect effect;
	struct err err = {0};

	for (size_t i = 0; i < count; i++) {
		memcpy(list[i].token, all->token[person[i]], TOKEN_SIZE);
		list[i].fact = (struct suppression_fact){.scope = SCOPE_ALL_CONTACT, .said_at = WORLD_NOW};
		snprintf(list[i].path, sizeof(list[i].path), "sms");
	}
	if (!suppression_add(db, list, count, &who, &effect, &err))
		stop(err.text);
}

/* As a dispatcher learns it: the same locks and statements as settle.c sends through its pipe. */
static void
add_by_provider(struct refusers *all, struct db *db, const int64_t *person, size_t count)
{
	struct entry who = {.what = ENTRY_SUPPRESSION_ADDED, .at = WORLD_NOW, .who_kind = "provider", .process = "race"};
	struct suppression *list = memory_new(count * sizeof(*list));
	struct suppression_effect effect;
	struct err err;

	for (size_t i = 0; i < count; i++)
		provider_refusal("twin", CHANNEL_SMS, false, all->token[person[i]], WORLD_NOW, &list[i]);
	if (!suppression_add(db, list, count, &who, &effect, &err))
		stop(err.text);
	for (size_t i = 0; i < count; i++)
		suppression_release(&list[i]);
	free(list);
}

static void
add_unlocked(PGconn *conn, const int64_t *person, size_t count)
{
	struct buf ids = {0};

	for (size_t i = 0; i < count; i++)
		buf_add_format(&ids, "%c%lld", i == 0 ? '{' : ',', (long long)person[i]);
	buf_add_char(&ids, '}');
	const char *values[] = {ids.data};
	PQclear(ask(conn, "insert into suppression (token, scope, path, said_at, recorded_at) select token, 'ALL_CONTACT', 'sms', "
	    "'" WORLD_DUE "', '" WORLD_DUE "' from contact_point where party_id = any ($1::bigint[])", 1, values, 0));
	buf_release(&ids);
}

struct refuser {
	struct refusers *all;
	struct db *db;
	PGconn *conn;			/* of who refuses without the lock */
	int64_t *late;
	size_t late_count;
};

static void
refuse(struct refuser *refuser, const int64_t *person, size_t count, enum refusal_manner manner)
{
	int64_t chosen[AT_ONCE_LATE];
	size_t chosen_count = 0;

	for (size_t i = 0; i < count; i++)
		if (refuser->all->refused[person[i]].manner == manner)
			chosen[chosen_count++] = person[i];
	if (chosen_count == 0)
		return;
	switch (manner) {
	case REFUSAL_ADDED:
		add(refuser->all, refuser->db, chosen, chosen_count);
		break;
	case REFUSAL_PROVIDER:
		add_by_provider(refuser->all, refuser->db, chosen, chosen_count);
		break;
	case REFUSAL_UNLOCKED:
		add_unlocked(refuser->conn, chosen, chosen_count);
		break;
	}
	int64_t now = race_realtime();
	for (size_t i = 0; i < chosen_count; i++)
		refuser->all->refused[chosen[i]].told_at = now;
}

static void
refuse_all(struct refuser *refuser, const int64_t *person, size_t count)
{
	refuse(refuser, person, count, REFUSAL_ADDED);
	refuse(refuser, person, count, REFUSAL_PROVIDER);
	refuse(refuser, person, count, REFUSAL_UNLOCKED);
}

/* At their places in the order of the claims; who is late is kept for the end. */
static void
refuse_near_claims(struct refuser *refuser, unsigned mine)
{
	struct refusers *all = refuser->all;
	int64_t person[AT_ONCE];

	for (;;) {
		int64_t count = 1 + rand_r(&mine) % AT_ONCE, at = atomic_fetch_add(&all->cursor, count);
		if (at + count > all->people)
			count = all->people - at;
		if (count <= 0)
			return;
		int64_t when = all->place[at + count - 1].when;
		while (atomic_load(&all->frontier) < when)
			usleep(WAIT_US);
		for (int64_t i = 0; i < count; i++)
			person[i] = all->place[at + i].person;
		if (atomic_load(&all->frontier) <= when + LATE) {
			refuse_all(refuser, person, (size_t)count);
			continue;
		}
		memcpy(refuser->late + refuser->late_count, person, (size_t)count * sizeof(*person));
		refuser->late_count += (size_t)count;
	}
}

static void
run(struct refusers *all, unsigned mine)
{
	struct refuser refuser = {.all = all, .conn = PQconnectdb(all->dsn)};
	struct err err;

	refuser.db = db_open(all->dsn, &err);
	if (refuser.db == NULL)
		stop(err.text);
	refuser.late = memory_new((size_t)all->people * sizeof(*refuser.late));
	refuse_near_claims(&refuser, mine);
	for (size_t i = 0; i < refuser.late_count; i += AT_ONCE_LATE) {
		size_t left = refuser.late_count - i;
		refuse_all(&refuser, refuser.late + i, left < AT_ONCE_LATE ? left : AT_ONCE_LATE);
	}
	free(refuser.late);
	db_close(refuser.db);
	PQfinish(refuser.conn);
}

/* i < 0: the scout. */
static pid_t
start(struct refusers *all, int i, unsigned seed)
{
	pid_t pid = fork();

	must(pid >= 0);
	if (pid > 0)
		return pid;
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (i < 0)
		scout(all);
	else
		run(all, seed + (unsigned)i);
	_exit(0);
}

struct refusers *
refusers_start(const struct test_database *database, int64_t people, unsigned seed, bool unlocked)
{
	struct refusers *all = shared(sizeof(*all) + (size_t)people * sizeof(struct place));

	all->people = people;
	all->unlocked = unlocked;
	snprintf(all->dsn, sizeof(all->dsn), "%s", database->dsn);
	all->token = shared((size_t)(people + 1) * TOKEN_SIZE);
	all->refused = shared((size_t)(people + 1) * sizeof(*all->refused));
	read_tokens(all);
	give_places(all, seed);
	all->scout = start(all, -1, seed);
	for (int i = 0; i < REFUSERS; i++)
		all->pid[i] = start(all, i, seed);
	return all;
}

static bool
wait_for(pid_t pid, int64_t until)
{
	int status;

	while (waitpid(pid, &status, WNOHANG) == 0) {
		if (clock_monotonic() > until) {
			kill(pid, SIGKILL);
			waitpid(pid, &status, 0);
			return false;
		}
		usleep(10000);
	}
	return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

bool
refusers_wait(struct refusers *all, int seconds)
{
	int64_t until = clock_monotonic() + seconds * SECOND;
	bool well = wait_for(all->scout, until);

	for (int i = 0; i < REFUSERS; i++)
		well = wait_for(all->pid[i], until) && well;
	return well;
}

const struct refused *
refusers_person(const struct refusers *all, int64_t person)
{
	return &all->refused[person];
}
