/* log_path.c - which names below the log's folder exist at all. */
#include "web/log_path.h"

#include <string.h>

static bool
take(struct view *rest, const char *text)
{
	size_t len = strlen(text);

	if (rest->len < len || memcmp(rest->data, text, len) != 0)
		return false;
	rest->data += len;
	rest->len -= len;
	return true;
}

static bool
is_digit(struct view text, size_t i)
{
	return i < text.len && text.data[i] >= '0' && text.data[i] <= '9';
}

/* 0..max without leading zeros. */
static bool
take_number(struct view *rest, int max)
{
	size_t len = 0;
	int value = 0;

	while (is_digit(*rest, len) && len < 4)
		value = value * 10 + rest->data[len++] - '0';
	if (len == 0 || value > max || (len > 1 && rest->data[0] == '0'))
		return false;
	rest->data += len;
	rest->len -= len;
	return true;
}

static bool
take_group(struct view *rest)
{
	if (!is_digit(*rest, 0) || !is_digit(*rest, 1) || !is_digit(*rest, 2))
		return false;
	rest->data += 3;
	rest->len -= 3;
	return true;
}

static bool
take_index(struct view *rest)
{
	for (int groups = 0; take(rest, "x"); groups++)
		if (groups == 6 || !take_group(rest) || !take(rest, "/"))
			return false;
	return take_group(rest);
}

bool
log_path_is_tile(struct view path)
{
	if (!take(&path, "entries") && !take_number(&path, 63))
		return false;
	if (!take(&path, "/") || !take_index(&path))
		return false;
	if (take(&path, ".p/") && (take(&path, "0") || !take_number(&path, 255)))
		return false;
	return path.len == 0;
}

bool
log_path_bundle(struct view path, uint64_t *index)
{
	uint64_t number = 0;

	if (!take(&path, "entries/") || memchr(path.data, '.', path.len) != NULL || path.len > 24)
		return false;
	for (size_t i = 0; i < path.len; i++)
		if (is_digit(path, i))
			number = number * 10 + (uint64_t)(path.data[i] - '0');
	*index = number;
	return true;
}
