/* migration.h - the migrations as the build compiled them in. */
#ifndef DB_MIGRATION_H
#define DB_MIGRATION_H

struct migration {
	const char *name;	/* "0001_words" */
	const char *sql;
};
extern const struct migration migrations[];	/* ends with a NULL name */

#endif
