/* row.c - one row of a list -> one party with its addresses, or the reason why not. */
#include "campaigns/row.h"

#include <stdio.h>
#include <string.h>

#include "campaigns/birth.h"
#include "campaigns/fold.h"
#include "campaigns/inn.h"

static const char *const kind_names[ROW_KINDS] = {"PERSON", "COMPANY", "SOLE_TRADER", "CONTACT_PERSON"};

const char *
row_kind_name(enum row_kind kind)
{
	return kind_names[kind];
}

void
row_reader_release(struct row_reader *reader)
{
	buf_release(&reader->text);
}

/* Without spaces around, and without the ' that makes a spreadsheet take a number for a text. */
static struct view
trimmed(struct view cell)
{
	while (cell.len > 0 && (uint8_t)cell.data[0] <= ' ')
		cell.data++, cell.len--;
	while (cell.len > 0 && (uint8_t)cell.data[cell.len - 1] <= ' ')
		cell.len--;
	if (cell.len > 0 && cell.data[0] == '\'')
		cell.data++, cell.len--;
	return cell;
}

bool
row_is_empty(const struct table_row *cells)
{
	for (int i = 0; i < cells->cells; i++)
		if (trimmed(cells->cell[i]).len > 0)
			return false;
	return cells->fault == NULL;
}

static bool
reject(struct row_fault *fault, int column, const char *text)
{
	*fault = (struct row_fault){column, text};
	return false;
}

static bool
has_right_width(const struct row_reader *reader, const struct table_row *cells, struct row_fault *fault)
{
	if (cells->fault != NULL)
		return reject(fault, -1, cells->fault);
	for (int i = reader->header->cells; i < cells->cells; i++)
		if (trimmed(cells->cell[i]).len > 0)
			return reject(fault, i, "more cells than the heading has columns");
	if (cells->cells < reader->header->cells && !reader->short_rows)
		return reject(fault, cells->cells, "fewer cells than the heading has columns");
	return true;
}

static bool
has_address(const struct row *row, const char *address)
{
	for (int i = 0; i < row->points; i++)
		if (strcmp(row->point[i].address, address) == 0)
			return true;
	return false;
}

static void
drop(struct row *row, int column, const char *text)
{
	if (row->dropped.text == NULL)
		row->dropped = (struct row_fault){column, text};
}

static void
add_phone(const struct row_reader *reader, const struct phone *phone, int column, struct row *row)
{
	struct numbering_place place = {0};
	bool known = true;

	if (has_address(row, phone->e164))
		return;
	if (row->points == ROW_POINTS) {
		drop(row, column, "too many addresses in one row");
		return;
	}
	if (reader->numbering != NULL)
		place = numbering_find(reader->numbering, phone->e164, &known);
	if (!known) {
		drop(row, column, "no such number: it lies in no range of the numbering plan");
		return;
	}
	struct row_point *point = &row->point[row->points++];
	*point = (struct row_point){.region = place.region, .carrier_inn = place.carrier_inn};
	memcpy(point->address, phone->e164, sizeof(phone->e164));
	memcpy(point->extension, phone->extension, sizeof(phone->extension));
}

static void
take_phones(const struct row_reader *reader, struct view cell, int column, struct row *row)
{
	struct phone phone[ROW_POINTS];
	enum phone_fault fault = PHONE_OK;

	int count = phone_parse_cell(cell, phone, ROW_POINTS, &fault);
	for (int i = 0; i < count; i++)
		add_phone(reader, &phone[i], column, row);
	if (fault != PHONE_OK && fault != PHONE_EMPTY)
		drop(row, column, phone_fault_text(fault));
}

static void
add_email(struct view text, int column, struct row *row)
{
	char address[EMAIL_TEXT];

	if (!email_parse(text, address)) {
		drop(row, column, "not an e-mail address");
	} else if (!has_address(row, address)) {
		if (row->points == ROW_POINTS) {
			drop(row, column, "too many addresses in one row");
			return;
		}
		struct row_point *point = &row->point[row->points++];
		*point = (struct row_point){.is_email = true};
		memcpy(point->address, address, strlen(address) + 1);
	}
}

static void
take_emails(struct view cell, int column, struct row *row)
{
	size_t start = 0;

	for (size_t i = 0; i <= cell.len; i++) {
		if (i < cell.len && strchr(",; \n\t", cell.data[i]) == NULL)
			continue;
		if (i > start)
			add_email((struct view){cell.data + start, i - start}, column, row);
		start = i + 1;
	}
}

/* Spaces folded, into the space that is left in row->name. */
static bool
add_name(struct row_reader *reader, struct view cell, int column, struct row *row, struct row_fault *fault)
{
	size_t len = strlen(row->name);

	buf_clear(&reader->text);
	fold_spaces(cell, &reader->text);
	if (strstr(reader->text.data, "\xEF\xBF\xBD") != NULL)
		return reject(fault, column, "a character that cannot be read");
	if (len + reader->text.len + 2 > sizeof(row->name))
		return reject(fault, column, "too long a name");
	if (len > 0 && reader->text.len > 0)
		row->name[len++] = ' ';
	memcpy(row->name + len, reader->text.data, reader->text.len + 1);
	return true;
}

/* The cell of a column; empty when the list or the row has none.  *column says where it stands. */
static struct view
cell_of(const struct row_reader *reader, const struct table_row *cells, enum column wanted, int *column)
{
	for (int i = 0; i < reader->header->cells && i < cells->cells; i++)
		if (reader->header->column[i] == wanted) {
			struct view cell = trimmed(cells->cell[i]);
			*column = i;
			if (cell.len > 0)
				return cell;
		}
	return (struct view){"", 0};
}

static bool
take_person_name(struct row_reader *reader, const struct table_row *cells, struct row *row, struct row_fault *fault)
{
	static const enum column parts[] = {COLUMN_NAME, COLUMN_SURNAME, COLUMN_GIVEN, COLUMN_PATRONYMIC};

	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		int column = -1;
		struct view cell = cell_of(reader, cells, parts[i], &column);
		if (cell.len > 0 && !add_name(reader, cell, column, row, fault))
			return false;
	}
	return true;
}

static bool
is_sole_trader(struct view company)
{
	static const char *const starts[] = {"ИП ", "ип ", "Ип ", "ИП\xC2\xA0", "Индивидуальный предприниматель",
	    "индивидуальный предприниматель", "ИНДИВИДУАЛЬНЫЙ ПРЕДПРИНИМАТЕЛЬ"};

	for (size_t i = 0; i < sizeof(starts) / sizeof(starts[0]); i++)
		if (company.len >= strlen(starts[i]) && memcmp(company.data, starts[i], strlen(starts[i])) == 0)
			return true;
	return false;
}

/* I-06: whoever is named in the row is the person; else the company, or the sole trader, who is a person too. */
static bool
take_company(struct row_reader *reader, const struct table_row *cells, struct row *row, struct row_fault *fault)
{
	int inn_column = -1, company_column = -1, contact_column = -1;
	struct view inn = cell_of(reader, cells, COLUMN_INN, &inn_column);
	struct view company = cell_of(reader, cells, COLUMN_COMPANY, &company_column);
	struct view contact = cell_of(reader, cells, COLUMN_CONTACT, &contact_column);

	if (inn.len > 0 && !inn_parse(inn, &row->inn))
		return reject(fault, inn_column, "a wrong INN: its check digits do not fit");
	if (contact.len > 0) {
		row->kind = ROW_CONTACT_PERSON;
		return add_name(reader, contact, contact_column, row, fault);
	}
	if (!take_person_name(reader, cells, row, fault))
		return false;
	if (row->name[0] != '\0') {
		row->kind = ROW_CONTACT_PERSON;
		return true;
	}
	row->kind = inn_is_person(row->inn) || is_sole_trader(company) ? ROW_SOLE_TRADER : ROW_COMPANY;
	if (company.len == 0)
		return reject(fault, company_column, "neither a company nor a contact person is named");
	return add_name(reader, company, company_column, row, fault);
}

static bool
take_places(struct row_reader *reader, const struct table_row *cells, struct row *row, struct row_fault *fault)
{
	int column = -1;
	struct view zone = cell_of(reader, cells, COLUMN_ZONE, &column);

	if (zone.len > 0 && !place_zone(zone, row->zone))
		return reject(fault, column, "not a time zone; write Europe/Moscow or МСК+2");
	struct view birth = cell_of(reader, cells, COLUMN_BIRTH, &column);
	if (birth.len > 0 && !birth_year(birth, reader->this_year, &row->birth_year))
		return reject(fault, column, "not a date or year of birth; write the year with four digits");
	for (int i = 0; i < reader->header->cells && i < cells->cells && row->region == 0; i++)
		if (reader->header->column[i] == COLUMN_REGION)
			row->region = place_region(reader->places, trimmed(cells->cell[i]));
	return true;
}

static bool
take_addresses(const struct row_reader *reader, const struct table_row *cells, struct row *row, struct row_fault *fault)
{
	for (int i = 0; i < reader->header->cells && i < cells->cells; i++)
		if (reader->header->column[i] == COLUMN_PHONE)
			take_phones(reader, trimmed(cells->cell[i]), i, row);
	for (int i = 0; i < reader->header->cells && i < cells->cells; i++)
		if (reader->header->column[i] == COLUMN_EMAIL)
			take_emails(trimmed(cells->cell[i]), i, row);
	if (row->points > 0)
		return true;
	if (row->dropped.text != NULL)
		*fault = row->dropped;
	else
		reject(fault, -1, "neither a telephone nor an e-mail address");
	return false;
}

bool
row_read(struct row_reader *reader, const struct table_row *cells, struct row *out, struct row_fault *fault)
{
	out->number = cells->number;
	out->kind = ROW_PERSON;
	out->name[0] = out->zone[0] = '\0';
	out->inn = 0;
	out->birth_year = out->region = out->points = 0;
	out->dropped = (struct row_fault){-1, NULL};
	return has_right_width(reader, cells, fault) &&
	    (reader->header->companies ? take_company(reader, cells, out, fault)
	                               : take_person_name(reader, cells, out, fault)) &&
	    take_places(reader, cells, out, fault) && take_addresses(reader, cells, out, fault);
}
