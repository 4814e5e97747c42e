/* csv_separator.c - the separator of a CSV text, found by how evenly it cuts the first rows. */
#include <string.h>

#include "campaigns/csv_reader.h"

enum { ROWS_LOOKED_AT = 40 };

/* How often the separator stands outside quotes in each of the first rows; returns how many rows. */
static int
count_cuts(struct view text, char separator, int cuts[ROWS_LOOKED_AT])
{
	int row = 0;
	bool quoted = false;

	memset(cuts, 0, ROWS_LOOKED_AT * sizeof(*cuts));
	for (size_t i = 0; i < text.len && row < ROWS_LOOKED_AT; i++) {
		if (text.data[i] == '"')
			quoted = !quoted;
		else if (!quoted && text.data[i] == '\n')
			row++;
		else if (!quoted && text.data[i] == separator)
			cuts[row]++;
	}
	return row < ROWS_LOOKED_AT ? row + 1 : row;
}

/* Rows that agree on the commonest number of cuts, then that number. */
static int
evenness(struct view text, char separator)
{
	int cuts[ROWS_LOOKED_AT];
	int rows = count_cuts(text, separator, cuts);
	int best = 0;

	for (int i = 0; i < rows; i++) {
		int agreeing = 0;
		for (int j = 0; j < rows; j++)
			agreeing += cuts[j] == cuts[i];
		if (cuts[i] > 0 && agreeing * 1000 + cuts[i] > best)
			best = agreeing * 1000 + cuts[i];
	}
	return best;
}

char
csv_separator(struct view text)
{
	static const char candidates[] = ";\t,|";
	char best = candidates[0];
	int most = 0;

	if (text.len >= 6 && memcmp(text.data, "sep=", 4) == 0)	/* Excel's own hint */
		return text.data[4];
	for (const char *candidate = candidates; *candidate != '\0'; candidate++) {
		int even = evenness(text, *candidate);
		if (even > most) {
			most = even;
			best = *candidate;
		}
	}
	return best;
}
