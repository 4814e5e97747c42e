/* xlsx_strings.c - a workbook's shared strings.  A string may be cut into runs of different fonts: they are joined. */
#include "campaigns/xlsx_strings.h"

#include <stdlib.h>
#include <string.h>

static void
on_start(void *object, const XML_Char *name, const XML_Char **attributes)
{
	struct xlsx_strings *strings = object;
	const char *local = xlsx_local(name);

	(void)attributes;
	if (strcmp(local, "rPh") == 0)
		strings->phonetic++;
	strings->in_text = strcmp(local, "t") == 0 && strings->phonetic == 0;
}

static void
on_end(void *object, const XML_Char *name)
{
	struct xlsx_strings *strings = object;
	const char *local = xlsx_local(name);

	strings->in_text = false;
	if (strcmp(local, "rPh") == 0)
		strings->phonetic--;
	if (strcmp(local, "si") != 0)
		return;
	if (strings->count == strings->limits->strings) {
		xlsx_part_stop(&strings->part, XLSX_TOO_MANY_STRINGS);
		return;
	}
	if (strings->count == strings->room) {
		strings->room = strings->room ? 2 * strings->room : 1024;
		strings->end = memory_grow(strings->end, (size_t)strings->room * sizeof(*strings->end));
	}
	strings->end[strings->count++] = (uint32_t)strings->text.len;
}

static void
on_text(void *object, const XML_Char *text, int len)
{
	struct xlsx_strings *strings = object;

	if (!strings->in_text)
		return;
	if ((int64_t)strings->text.len + len > strings->limits->string_bytes)
		xlsx_part_stop(&strings->part, XLSX_TOO_MANY_STRINGS);
	else
		buf_add(&strings->text, text, (size_t)len);
}

enum xlsx_fault
xlsx_strings_read(zip_t *zip, const struct xlsx_limits *limits, struct xlsx_strings *strings, int64_t *unpacked)
{
	struct xlsx_handlers handlers = {on_start, on_end, on_text};
	bool absent;

	strings->limits = limits;
	return xlsx_part_read(zip, "xl/sharedStrings.xml", limits, handlers, strings, unpacked, &absent);
}

void
xlsx_strings_release(struct xlsx_strings *strings)
{
	buf_release(&strings->text);
	free(strings->end);
}

bool
xlsx_strings_find(const struct xlsx_strings *strings, int64_t number, struct view *out)
{
	if (number < 0 || number >= strings->count)
		return false;
	size_t start = number > 0 ? strings->end[number - 1] : 0;
	*out = (struct view){strings->text.data + start, strings->end[number] - start};
	return true;
}
