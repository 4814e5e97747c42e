/* settings.c - what the installation has set, from one table. */
#include "config/settings.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "config/yaml.h"

struct setting {
	const char *name;
	const char *standard;
	int64_t min, max;		/* numbers only; min == max: a text */
	const char *prose;
	size_t offset;
};

#define STRING(x) #x
static const struct setting table[] = {
#define SETTING_TEXT(name, standard, prose) {#name, standard, 0, 0, prose, offsetof(struct settings, name)},
#define SETTING_INT(name, standard, min, max, prose) \
	{#name, STRING(standard), min, max, prose, offsetof(struct settings, name)},
#include "config/settings.def"
#undef SETTING_TEXT
#undef SETTING_INT
};
enum { SETTINGS = sizeof(table) / sizeof(table[0]) };

static bool
is_number(const struct setting *setting)
{
	return setting->min != setting->max;
}

static char **
text_of(const struct setting *setting, const struct settings *settings)
{
	return (char **)((char *)(uintptr_t)settings + setting->offset);
}

static int64_t *
number_of(const struct setting *setting, const struct settings *settings)
{
	return (int64_t *)((char *)(uintptr_t)settings + setting->offset);
}

static bool
set(const struct setting *setting, const char *value, const char *where, struct settings *settings, struct err *err)
{
	char *end;

	if (!is_number(setting)) {
		free(*text_of(setting, settings));
		*text_of(setting, settings) = memory_text(value);
		return true;
	}
	errno = 0;
	long long number = strtoll(value, &end, 10);
	if (end == value || *end != '\0' || errno != 0 || number < setting->min || number > setting->max)
		return fail(err, ERR_INPUT, "%s: %s: \"%s\" is not a whole number from %lld to %lld", where, setting->name,
		    value, (long long)setting->min, (long long)setting->max);
	*number_of(setting, settings) = number;
	return true;
}

static bool
set_from_environment(const struct setting *setting, struct settings *settings, struct err *err)
{
	char name[64] = "DOZVON_";
	size_t len = strlen(name);

	for (const char *p = setting->name; *p != '\0' && len < sizeof(name) - 1; p++)
		name[len++] = *p == '_' ? '_' : (char)(*p - 'a' + 'A');
	name[len] = '\0';
	const char *value = getenv(name);
	return value == NULL || set(setting, value, say("environment"), settings, err);
}

static bool
set_from_file(const struct yaml *file, struct settings *settings, struct err *err)
{
	const char *known[SETTINGS + 1] = {0};

	if (file->kind != YAML_MAP)
		return yaml_wrong(file, err, "expected lines of `name: value`");
	for (int i = 0; i < SETTINGS; i++)
		known[i] = table[i].name;
	if (!yaml_all_known(file, known, err))
		return false;
	for (int i = 0; i < SETTINGS; i++) {
		const struct yaml *node = yaml_find(file, table[i].name);
		char where[300];
		const char *value;
		if (node == NULL)
			continue;
		if (!yaml_text(node, &value, err))
			return false;
		snprintf(where, sizeof(where), "%s:%d", node->file, node->line);
		if (!set(&table[i], value, where, settings, err))
			return false;
	}
	return true;
}

static bool
is_spoken(const struct settings *settings, struct err *err)
{
	const char *language = settings->language;

	return strcmp(language, "ru") == 0 || strcmp(language, "en") == 0 ||
	    fail(err, ERR_INPUT, "settings: language: \"%s\" is neither ru nor en", language);
}

bool
settings_load(const char *path, struct settings *out, struct err *err)
{
	struct settings settings = {0};
	bool right = true;

	for (int i = 0; i < SETTINGS; i++)
		right = right && set(&table[i], table[i].standard, "built in", &settings, err);
	if (right && path != NULL) {
		struct yaml *file = yaml_read_file(path, err);
		right = file != NULL && set_from_file(file, &settings, err);
		yaml_free(file);
	}
	for (int i = 0; right && i < SETTINGS; i++)
		right = set_from_environment(&table[i], &settings, err);
	if (!right || !is_spoken(&settings, err)) {
		settings_release(&settings);
		return false;
	}
	*out = settings;
	return true;
}

void
settings_release(struct settings *settings)
{
	for (int i = 0; i < SETTINGS; i++)
		if (!is_number(&table[i]))
			free(*text_of(&table[i], settings));
	*settings = (struct settings){0};
}

void
settings_print(const struct settings *settings, struct buf *out)
{
	for (int i = 0; i < SETTINGS; i++) {
		buf_add_format(out, "# %s", table[i].prose);
		if (is_number(&table[i]))
			buf_add_format(out, " (%lld to %lld)\n%s: %lld\n", (long long)table[i].min,
			    (long long)table[i].max, table[i].name, (long long)*number_of(&table[i], settings));
		else
			buf_add_format(out, "\n%s: \"%s\"\n", table[i].name, *text_of(&table[i], settings));
	}
}

void
settings_dsn(const struct settings *settings, const char *user, struct buf *out)
{
	buf_add_format(out, "%s user=%s application_name=%s", settings->database, user, user);
}

void
settings_dsn_by_key(const struct settings *settings, const char *user, struct buf *out)
{
	settings_dsn(settings, user, out);
	buf_add_text(out, " options='-c enable_seqscan=off -c jit=off'");
}
