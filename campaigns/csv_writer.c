/* csv_writer.c - one cell as CSV. */
#include <string.h>

#include "campaigns/csv_reader.h"

/* "+7 916..." and "-5" are harmless numbers; "=", "@" and sums with words in them are run by a spreadsheet. */
static bool
looks_like_formula(struct view cell)
{
	if (cell.len == 0 || strchr("=@+-\t\r", cell.data[0]) == NULL)
		return false;
	if (cell.data[0] != '+' && cell.data[0] != '-')
		return true;
	for (size_t i = 1; i < cell.len; i++)
		if (strchr("0123456789 ()-.,E+", cell.data[i]) == NULL || cell.data[i] == '\0')
			return true;
	return false;
}

static bool
needs_quotes(struct view cell, char separator)
{
	for (size_t i = 0; i < cell.len; i++)
		if (cell.data[i] == separator || cell.data[i] == '"' || cell.data[i] == '\n' || cell.data[i] == '\r')
			return true;
	return cell.len > 0 && (cell.data[0] == ' ' || cell.data[cell.len - 1] == ' ');
}

void
csv_cell_add(struct buf *out, struct view cell, char separator)
{
	bool quoted = needs_quotes(cell, separator);

	if (quoted)
		buf_add_char(out, '"');
	if (looks_like_formula(cell))
		buf_add_char(out, '\'');
	for (size_t i = 0; i < cell.len; i++) {
		if (cell.data[i] == '"')
			buf_add_char(out, '"');
		buf_add_char(out, cell.data[i]);
	}
	if (quoted)
		buf_add_char(out, '"');
}
