/* xlsx_part.h - one XML part of a workbook, unpacked under caps and parsed as it comes. */
#ifndef CAMPAIGNS_XLSX_PART_H
#define CAMPAIGNS_XLSX_PART_H

#include <expat.h>
#include <zip.h>

#include "campaigns/xlsx_sheet.h"

enum { XLSX_NAME = 256 };

struct xlsx_part {
	XML_Parser parser;
	enum xlsx_fault fault;		/* set it and the parsing stops */
};

/* Namespaced names come as they are written, prefixes and all: strip them with xlsx_local. */
struct xlsx_handlers {
	XML_StartElementHandler start;
	XML_EndElementHandler end;
	XML_CharacterDataHandler text;
};

/* object must begin with a struct xlsx_part. unpacked: bytes so far, of all parts.  absent: no such part. */
enum xlsx_fault xlsx_part_read(zip_t *zip, const char *name, const struct xlsx_limits *limits,
    struct xlsx_handlers handlers, void *object, int64_t *unpacked, bool *absent);
void xlsx_part_stop(struct xlsx_part *part, enum xlsx_fault fault);
/* The part that holds the first sheet. */
enum xlsx_fault xlsx_first_sheet(zip_t *zip, const struct xlsx_limits *limits, char name[XLSX_NAME], int64_t *unpacked);
const char *xlsx_local(const XML_Char *name);
const char *xlsx_attribute(const XML_Char **attributes, const char *name);	/* NULL: none */

#endif
