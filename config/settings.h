/*
 * settings.h - what the installation has set, from one YAML file.
 *
 * Read once at start and kept.  The file is $DOZVON_SETTINGS, or --settings
 * FILE, or config/dozvon.yaml; a setting can be overridden by the environment
 * (DOZVON_PORT=8081).  An unknown key is an error with its line and the
 * nearest name.  Secrets never stand here, only the names of their files.
 */
#ifndef CONFIG_SETTINGS_H
#define CONFIG_SETTINGS_H

#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"

struct settings {
#define SETTING_TEXT(name, standard, prose) char *name;
#define SETTING_INT(name, standard, min, max, prose) int64_t name;
#include "config/settings.def"
#undef SETTING_TEXT
#undef SETTING_INT
};

/* path may be NULL: the standard values and the environment only. */
bool settings_load(const char *path, struct settings *out, struct err *err) warn_unused;
void settings_release(struct settings *settings);
/* Each setting as `name: value  # prose`, in the order of the table. */
void settings_print(const struct settings *settings, struct buf *out);
/* The dsn of a process: the database's words with this PostgreSQL user. */
void settings_dsn(const struct settings *settings, const char *user, struct buf *out);
/*
 * For a process that asks by key: its queries are planned once, at connect, and where the tables were still empty then
 * the plan that reads a whole table would be kept while the table grows.
 */
void settings_dsn_by_key(const struct settings *settings, const char *user, struct buf *out);

#endif
