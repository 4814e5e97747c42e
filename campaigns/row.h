/*
 * row.h - one row of a list -> one party with its addresses, or the reason why not.
 *
 * A row with at least one good address is taken; an address that could not be
 * read is then told apart (dropped), so that nothing disappears unsaid.
 */
#ifndef CAMPAIGNS_ROW_H
#define CAMPAIGNS_ROW_H

#include "base/email.h"
#include "base/phone.h"
#include "campaigns/birth.h"
#include "campaigns/header.h"
#include "campaigns/judgement.h"
#include "campaigns/numbering.h"
#include "campaigns/place.h"

enum { ROW_POINTS = 12, ROW_NAME = 400, ROW_DOCUMENT = 120, ADULT = 18 };

/* law.md I-06; the names are those of the database's party_kind. */
enum row_kind { ROW_PERSON, ROW_COMPANY, ROW_SOLE_TRADER, ROW_CONTACT_PERSON, ROW_KINDS };
const char *row_kind_name(enum row_kind kind);

struct row_point {
	bool is_email;
	char address[EMAIL_TEXT];
	char extension[EXTENSION_TEXT];
	int region;			/* of the number; 0 unknown */
	int64_t carrier_inn;
	bool of_representative;		/* of who decides for the person */
	struct judgement judgement;	/* of companies' addresses */
};

struct row_fault {
	int column;			/* -1: the row as a whole */
	const char *text;		/* English; say() it.  NULL: none */
};

struct row {
	int64_t number;
	enum row_kind kind;
	char name[ROW_NAME];
	int64_t inn;			/* 0 none */
	enum judged_by kind_reason;	/* I-06; NOTHING of a list of persons */
	int birth_year;			/* 0 none */
	int64_t birth_day;		/* days since 1970, of who may be a minor; else NO_BIRTH_DAY */
	bool paediatric;		/* from a children's card */
	char representative[ROW_NAME];	/* who decides for the person; "" none */
	char document[ROW_DOCUMENT];	/* by what; without its numbers */
	int64_t confirmed_at;		/* 0 not said */
	int region;			/* stated; 0 none or not understood */
	char zone[ZONE_TEXT];		/* stated; "" none */
	int points;
	struct row_point point[ROW_POINTS];
	struct row_fault dropped;	/* the first address that was left out */
};

struct row_reader {
	const struct header *header;
	const struct numbering *numbering;	/* NULL: nothing is known of numbers, none is impossible */
	struct place_finder *places;
	bool short_rows;			/* workbooks leave empty cells at the end out */
	int this_year;
	bool from_site;				/* the companies' own sites showed these addresses */
	struct buf text;			/* working space */
};
void row_reader_release(struct row_reader *reader);

bool row_is_empty(const struct table_row *cells);
/* False: *fault says why the row is rejected. */
bool row_read(struct row_reader *reader, const struct table_row *cells, struct row *out, struct row_fault *fault);

#endif
