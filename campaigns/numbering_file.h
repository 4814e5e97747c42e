/*
 * numbering_file.h - the register's CSV of number ranges: АВС/ DEF;От;До;Емкость;Оператор;Регион;Территория ГАР;ИНН.
 *
 * Semicolons, UTF-8 with or without a byte order mark, quotes bare or doubled.  A
 * line that is wrong makes the whole file wrong: a plan with holes would call
 * numbers impossible that people have.
 */
#ifndef CAMPAIGNS_NUMBERING_FILE_H
#define CAMPAIGNS_NUMBERING_FILE_H

#include "config/regions.h"

struct numbering_range {
	int64_t first, last;		/* 79000000000 */
	int64_t carrier_inn;
	int region;
	int line;			/* of the file */
	char *carrier;
};

struct numbering_file {
	struct numbering_range *range;	/* sorted; none overlap */
	size_t count;
	uint8_t sha256[32];
};

bool numbering_file_read(const char *path, const struct regions *regions, struct numbering_file *out, struct err *err)
    warn_unused;
void numbering_file_release(struct numbering_file *file);

#endif
