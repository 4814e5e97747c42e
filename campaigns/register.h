/*
 * register.h - what is stated of our own side: legal entities, branches, staff; sender.h has numbers and sender names.
 *
 * A row is what holds now.  Each statement is a fact that stays
 * (register_fact), with its entry in the log, in one transaction: nothing is
 * changed in silence.  To add what is there already is ERR_CONFLICT; a change
 * says so.
 */
#ifndef CAMPAIGNS_REGISTER_H
#define CAMPAIGNS_REGISTER_H

#include "db/db.h"

/* Who states it, and when. */
struct stater {
	int64_t staff;			/* 0: at the command line, by who may open the database */
	const char *process;
	int64_t now;
};

/* One insert or update that gives an id and the row as JSON, its fact and its entry. */
struct statement {
	const char *table;		/* "entity": register_fact.register */
	const char *act;		/* added, changed, blocked, retired */
	enum query query;
	const struct args *args;
	const char *reason;		/* NULL: none */
	int64_t entity_inn;		/* 0: of no entity in particular */
	const char *name;		/* for the person, when nothing came back */
};
bool register_state(struct db *db, const struct statement *statement, const struct stater *stater, int64_t *id,
    struct err *err) warn_unused;

/* As a person wrote them; NULL or "" is not said.  A change leaves what is not said as it was. */
struct entity_text {
	const char *inn, *ogrn, *name, *licence, *licence_until, *address;
};
struct branch_text {
	const char *entity, *name, *zone;
};
struct staff_text {
	const char *login, *name, *role, *extension, *person;	/* person: personnel number */
};
bool entity_state(struct db *db, const struct entity_text *text, bool change, const struct stater *stater, int64_t *id,
    struct err *err) warn_unused;
bool branch_state(struct db *db, const struct branch_text *text, bool change, const struct stater *stater, int64_t *id,
    struct err *err) warn_unused;
bool staff_state(struct db *db, const struct staff_text *text, bool change, const struct stater *stater, int64_t *id,
    struct err *err) warn_unused;

/* The texts of people, for these and their neighbours. */
bool said(const char *text);
bool inn_of(const char *text, const char *what, int64_t *out, struct err *err) warn_unused;
/* 0 when it is not said. */
bool until_of(const char *text, const char *what, int64_t *out, struct err *err) warn_unused;

#endif
