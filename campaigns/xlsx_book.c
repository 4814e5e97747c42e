/* xlsx_book.c - where the first sheet of a workbook lies: workbook.xml names a relation, its .rels the part. */
#include <stdio.h>
#include <string.h>

#include "campaigns/xlsx_part.h"

struct book {
	struct xlsx_part part;
	char relation[64];		/* of the first sheet */
	char target[XLSX_NAME];
};

static void
on_sheet(void *object, const XML_Char *name, const XML_Char **attributes)
{
	struct book *book = object;

	if (strcmp(xlsx_local(name), "sheet") != 0 || book->relation[0] != '\0')
		return;
	for (; attributes[0] != NULL; attributes += 2)
		if (strchr(attributes[0], ':') != NULL && strcmp(xlsx_local(attributes[0]), "id") == 0)
			snprintf(book->relation, sizeof(book->relation), "%s", attributes[1]);
}

static void
on_relation(void *object, const XML_Char *name, const XML_Char **attributes)
{
	struct book *book = object;
	const char *id = xlsx_attribute(attributes, "Id");
	const char *target = xlsx_attribute(attributes, "Target");

	if (strcmp(xlsx_local(name), "Relationship") != 0 || id == NULL || target == NULL ||
	    strcmp(id, book->relation) != 0)
		return;
	if (target[0] == '/')		/* from the package's root, else from xl/ */
		snprintf(book->target, sizeof(book->target), "%s", target + 1);
	else
		snprintf(book->target, sizeof(book->target), "xl/%s", target);
}

enum xlsx_fault
xlsx_first_sheet(zip_t *zip, const struct xlsx_limits *limits, char name[XLSX_NAME], int64_t *unpacked)
{
	struct book book = {0};
	bool absent;

	enum xlsx_fault fault = xlsx_part_read(zip, "xl/workbook.xml", limits, (struct xlsx_handlers){.start = on_sheet},
	    &book, unpacked, &absent);
	if (fault != XLSX_FINE || absent)
		return absent ? XLSX_NOT_A_WORKBOOK : fault;
	fault = xlsx_part_read(zip, "xl/_rels/workbook.xml.rels", limits, (struct xlsx_handlers){.start = on_relation},
	    &book, unpacked, &absent);
	if (fault != XLSX_FINE)
		return fault;
	snprintf(name, XLSX_NAME, "%s", book.target[0] ? book.target : "xl/worksheets/sheet1.xml");
	return XLSX_FINE;
}
