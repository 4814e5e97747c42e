/* xlsx_part.c - one XML part of a workbook, unpacked under caps and parsed as it comes. */
#include "campaigns/xlsx_part.h"

#include <string.h>

enum { PIECE = 1 << 15, RATIO_FROM = 1 << 20 };

void
xlsx_part_stop(struct xlsx_part *part, enum xlsx_fault fault)
{
	if (part->fault == XLSX_FINE)
		part->fault = fault;
	XML_StopParser(part->parser, XML_FALSE);
}

const char *
xlsx_local(const XML_Char *name)
{
	const char *colon = strrchr(name, ':');
	return colon != NULL ? colon + 1 : name;
}

const char *
xlsx_attribute(const XML_Char **attributes, const char *name)
{
	for (; attributes[0] != NULL; attributes += 2)
		if (strcmp(attributes[0], name) == 0)
			return attributes[1];
	return NULL;
}

/* Entities can only be declared behind a DOCTYPE, and no spreadsheet writes one. */
static void
on_doctype(void *object, const XML_Char *name, const XML_Char *system, const XML_Char *public, int has_subset)
{
	(void)name;
	(void)system;
	(void)public;
	(void)has_subset;
	xlsx_part_stop(object, XLSX_DOCTYPE);
}

static enum xlsx_fault
parse_all(zip_file_t *file, int64_t packed, const struct xlsx_limits *limits, struct xlsx_part *part, int64_t *unpacked)
{
	char piece[PIECE];
	int64_t own = 0;

	for (;;) {
		zip_int64_t got = zip_fread(file, piece, sizeof(piece));
		if (got < 0)
			return XLSX_NOT_A_WORKBOOK;
		own += got;
		*unpacked += got;
		if (*unpacked > limits->bytes)
			return XLSX_TOO_LARGE;
		if (own > RATIO_FROM && own / (packed + 1) >= limits->ratio)
			return XLSX_BOMB;
		if (XML_Parse(part->parser, piece, (int)got, got == 0) != XML_STATUS_OK)
			return part->fault != XLSX_FINE ? part->fault : XLSX_BAD_XML;
		if (got == 0)
			return part->fault;
	}
}

enum xlsx_fault
xlsx_part_read(zip_t *zip, const char *name, const struct xlsx_limits *limits, struct xlsx_handlers handlers,
    void *object, int64_t *unpacked, bool *absent)
{
	struct xlsx_part *part = object;
	zip_stat_t stat;

	zip_int64_t index = zip_name_locate(zip, name, ZIP_FL_NOCASE);
	*absent = index < 0;
	if (*absent)
		return XLSX_FINE;
	if (zip_stat_index(zip, (zip_uint64_t)index, 0, &stat) != 0 || !(stat.valid & ZIP_STAT_COMP_SIZE))
		return XLSX_NOT_A_WORKBOOK;
	zip_file_t *file = zip_fopen_index(zip, (zip_uint64_t)index, 0);
	if (file == NULL)
		return XLSX_NOT_A_WORKBOOK;
	part->parser = XML_ParserCreate(NULL);
	must(part->parser != NULL);
	part->fault = XLSX_FINE;
	XML_SetUserData(part->parser, object);
	XML_SetElementHandler(part->parser, handlers.start, handlers.end);
	XML_SetCharacterDataHandler(part->parser, handlers.text);
	XML_SetStartDoctypeDeclHandler(part->parser, on_doctype);
	enum xlsx_fault fault = parse_all(file, (int64_t)stat.comp_size, limits, part, unpacked);
	XML_ParserFree(part->parser);
	zip_fclose(file);
	return fault;
}
