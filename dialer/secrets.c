/* secrets.c - the secrets of one provider, one file each. */
#include "dialer/secrets.h"

#include <stdio.h>
#include <string.h>

static struct view
without_line_break(const struct buf *text)
{
	struct view value = buf_view(text);

	while (value.len > 0 && (value.data[value.len - 1] == '\n' || value.data[value.len - 1] == '\r'))
		value.len--;
	return value;
}

bool
secrets_read(struct secrets *secrets, const char *folder, const char *provider, const char *name, struct err *err)
{
	char path[4096];
	struct buf text = {0};

	if (secrets->count == SECRETS_MAX)
		return fail(err, ERR_INPUT, "%s: more than %d secrets", provider, (int)SECRETS_MAX);
	if (snprintf(path, sizeof(path), "%s/%s.%s", folder, provider, name) >= (int)sizeof(path))
		return fail(err, ERR_INPUT, "%s: path too long", folder);
	bool read = buf_read_file(&text, path, SECRET_BYTES_MAX, err);
	struct view value = without_line_break(&text);
	if (read && value.len == 0)
		read = fail(err, ERR_INPUT, "%s: the file is empty", path);
	if (read && memchr(value.data, '\0', value.len) != NULL)
		read = fail(err, ERR_INPUT, "%s: a NUL byte", path);
	if (read)
		secrets->secret[secrets->count++] = (struct secret){
		    arena_copy(&secrets->memory, view_of(name)).data, arena_copy(&secrets->memory, value)};
	if (text.data != NULL)
		explicit_bzero(text.data, text.size);
	buf_release(&text);
	return read;
}

const struct view *
secrets_find(const struct secrets *secrets, struct view name)
{
	for (int i = 0; i < secrets->count; i++)
		if (view_is(name, secrets->secret[i].name))
			return &secrets->secret[i].value;
	return NULL;
}

void
secrets_release(struct secrets *secrets)
{
	arena_release(&secrets->memory);
	*secrets = (struct secrets){0};
}
