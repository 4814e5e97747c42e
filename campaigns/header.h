/*
 * header.h - what the columns of a list mean, by their headings.
 *
 * The words stand in config/import.yaml.  A heading that means data we must
 * not hold (law.md I-05) refuses the whole list; one we do not know is
 * ignored and named.
 */
#ifndef CAMPAIGNS_HEADER_H
#define CAMPAIGNS_HEADER_H

#include "campaigns/table.h"

enum column {
	COLUMN_IGNORED,
	COLUMN_PHONE,
	COLUMN_EMAIL,
	COLUMN_NAME,
	COLUMN_SURNAME,
	COLUMN_GIVEN,
	COLUMN_PATRONYMIC,
	COLUMN_BIRTH,
	COLUMN_REGION,
	COLUMN_INN,
	COLUMN_COMPANY,
	COLUMN_CONTACT,
	COLUMN_ZONE,
	COLUMN_ID,
	COLUMN_LANGUAGE,
	COLUMN_ROLE,
	COLUMN_OGRN,
	COLUMN_CONFIRMED,		/* when somebody last proved that the addresses are theirs */
	COLUMN_PAEDIATRIC,		/* a children's card */
	COLUMN_REPRESENTATIVE,		/* who decides for the person */
	COLUMN_REPRESENTATIVE_PHONE,
	COLUMN_REPRESENTATIVE_DOCUMENT,
	COLUMN_COUNT
};

struct header_words;
struct header_words *header_words_load(const char *path, struct err *err);
void *header_words_free(struct header_words *words);

struct header {
	int64_t row;			/* where it stands */
	int cells;
	enum column column[TABLE_CELLS];
	char *title[TABLE_CELLS];	/* as written */
	bool companies;			/* a list of companies, sole traders and contact persons */
};

/* True in *found when the row names at least a phone or an e-mail column.  Fails when a heading is forbidden. */
bool header_read(const struct header_words *words, const struct table_row *row, struct header *out, bool *found,
    struct err *err) warn_unused;
void header_release(struct header *header);
/* "A", "B" ... "AA": the column's name in a spreadsheet. */
void column_letters(int column, char text[8]);

#endif
