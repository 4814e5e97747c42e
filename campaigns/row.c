/* row.c - one row of a list -> one party with its addresses, or the reason why not. */
#include "campaigns/row.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "campaigns/fold.h"
#include "campaigns/inn.h"
#include "campaigns/ogrn.h"

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

static void
drop(struct row *row, int column, const char *text)
{
	if (row->dropped.text == NULL)
		row->dropped = (struct row_fault){column, text};
}

/* A number that is the child's and the parent's is the parent's. */
static bool
is_taken(struct row *row, const char *address, bool of_representative)
{
	for (int i = 0; i < row->points; i++)
		if (strcmp(row->point[i].address, address) == 0) {
			row->point[i].of_representative |= of_representative;
			return true;
		}
	return false;
}

static void
add_phone(const struct row_reader *reader, const struct phone *phone, int column, bool of_representative, struct row *row)
{
	struct numbering_place place = {0};
	bool known = true;

	if (is_taken(row, phone->e164, of_representative))
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
	*point = (struct row_point){.region = place.region, .carrier_inn = place.carrier_inn,
		.of_representative = of_representative};
	memcpy(point->address, phone->e164, sizeof(phone->e164));
	memcpy(point->extension, phone->extension, sizeof(phone->extension));
}

static void
take_phones(const struct row_reader *reader, struct view cell, int column, bool of_representative, struct row *row)
{
	struct phone phone[ROW_POINTS];
	enum phone_fault fault = PHONE_OK;

	int count = phone_parse_cell(cell, phone, ROW_POINTS, &fault);
	for (int i = 0; i < count; i++)
		add_phone(reader, &phone[i], column, of_representative, row);
	if (fault != PHONE_OK && fault != PHONE_EMPTY)
		drop(row, column, phone_fault_text(fault));
}

static void
add_email(struct view text, int column, struct row *row)
{
	char address[EMAIL_TEXT];

	if (!email_parse(text, address)) {
		drop(row, column, "not an e-mail address");
	} else if (!is_taken(row, address, false)) {
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
	static const enum row_kind kinds[] = {[JUDGED_PERSON] = ROW_PERSON, [JUDGED_COMPANY] = ROW_COMPANY,
		[JUDGED_SOLE_TRADER] = ROW_SOLE_TRADER, [JUDGED_CONTACT_PERSON] = ROW_CONTACT_PERSON};
	int inn_column = -1, ogrn_column = -1, company_column = -1, contact_column = -1;
	struct judged_row judged = {0};
	struct view ogrn = cell_of(reader, cells, COLUMN_OGRN, &ogrn_column);
	struct view inn = cell_of(reader, cells, COLUMN_INN, &inn_column);
	struct view company = cell_of(reader, cells, COLUMN_COMPANY, &company_column);
	struct view contact = cell_of(reader, cells, COLUMN_CONTACT, &contact_column);

	if (inn.len > 0 && !inn_parse(inn, &row->inn))
		return reject(fault, inn_column, "a wrong INN: its check digits do not fit");
	if (ogrn.len > 0 && !ogrn_parse(ogrn, &judged.ogrn))
		return reject(fault, ogrn_column, "a wrong OGRN: its check digit does not fit");
	if (contact.len > 0 ? !add_name(reader, contact, contact_column, row, fault)
	                    : !take_person_name(reader, cells, row, fault))
		return false;
	judged.inn = row->inn;
	judged.person_named = row->name[0] != '\0';
	judged.titled_sole_trader = is_sole_trader(company);
	row->kind = kinds[row_judge(&judged, &row->kind_reason)];
	if (judged.person_named)
		return true;
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
	if (birth.len > 0 && !birth_date(birth, reader->this_year, &row->birth_year, &row->birth_day))
		return reject(fault, column, "not a date or year of birth; write the year with four digits");
	if (row->birth_year < reader->this_year - ADULT)	/* a grown-up's day is more than a dialer needs: I-05 */
		row->birth_day = NO_BIRTH_DAY;
	for (int i = 0; i < reader->header->cells && i < cells->cells && row->region == 0; i++)
		if (reader->header->column[i] == COLUMN_REGION)
			row->region = place_region(reader->places, trimmed(cells->cell[i]));
	return true;
}

static bool
is_no(struct view cell)
{
	static const char *const words[] = {"нет", "Нет", "НЕТ", "0", "-", "no", "false"};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (view_is(cell, words[i]))
			return true;
	return cell.len == 0;
}

/* Which paper it is, not its numbers: those are more than a dialer needs. */
static void
take_document(struct view cell, char out[ROW_DOCUMENT])
{
	size_t len = 0;

	for (size_t i = 0; i < cell.len && len < ROW_DOCUMENT - 4; i++)
		if (cell.data[i] < '0' || cell.data[i] > '9')
			out[len++] = cell.data[i];
	while (len > 0 && ((uint8_t)out[len - 1] & 0xC0) == 0x80 && len >= ROW_DOCUMENT - 4)
		len--;
	while (len > 0 && out[len - 1] == ' ')
		len--;
	out[len] = '\0';
}

/* G-13: who is a child, and who decides for them. */
static bool
take_representative(struct row_reader *reader, const struct table_row *cells, struct row *row, struct row_fault *fault)
{
	int column = -1;
	struct view name = cell_of(reader, cells, COLUMN_REPRESENTATIVE, &column);

	buf_clear(&reader->text);
	fold_spaces(name, &reader->text);
	if (reader->text.len >= sizeof(row->representative))
		return reject(fault, column, "too long a name");
	memcpy(row->representative, reader->text.data, reader->text.len + 1);
	take_document(cell_of(reader, cells, COLUMN_REPRESENTATIVE_DOCUMENT, &column), row->document);
	row->paediatric = !is_no(cell_of(reader, cells, COLUMN_PAEDIATRIC, &column));
	return true;
}

static bool
take_confirmed(const struct row_reader *reader, const struct table_row *cells, struct row *row, struct row_fault *fault)
{
	int column = -1, year;
	struct view cell = cell_of(reader, cells, COLUMN_CONFIRMED, &column);
	int64_t day;

	if (cell.len == 0)
		return true;
	if (!birth_date(cell, reader->this_year, &year, &day) || day == NO_BIRTH_DAY)
		return reject(fault, column, "not a date of confirmation; write it as 12.03.2026");
	row->confirmed_at = day * DAY;
	return true;
}

/* Whose each address of a company is, with the reason: I-06. */
static void
judge_addresses(const struct row_reader *reader, struct row *row)
{
	static const enum judged_party parties[ROW_KINDS] = {JUDGED_PERSON, JUDGED_COMPANY, JUDGED_SOLE_TRADER,
		JUDGED_CONTACT_PERSON};

	for (int i = 0; i < row->points; i++) {
		struct row_point *point = &row->point[i];
		struct judged_address asked = {.party = parties[row->kind], .is_email = point->is_email,
			.address = point->address, .has_extension = point->extension[0] != '\0',
			.name = row->kind == ROW_CONTACT_PERSON ? row->name : NULL, .from_site = reader->from_site};
		point->judgement = address_judge(&asked);
	}
}

static bool
take_addresses(const struct row_reader *reader, const struct table_row *cells, struct row *row, struct row_fault *fault)
{
	for (int i = 0; i < reader->header->cells && i < cells->cells; i++)
		if (reader->header->column[i] == COLUMN_PHONE)
			take_phones(reader, trimmed(cells->cell[i]), i, false, row);
	for (int i = 0; i < reader->header->cells && i < cells->cells; i++)
		if (reader->header->column[i] == COLUMN_REPRESENTATIVE_PHONE)
			take_phones(reader, trimmed(cells->cell[i]), i, true, row);
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
	out->kind_reason = JUDGED_BY_NOTHING;
	out->birth_day = NO_BIRTH_DAY;
	out->paediatric = false;
	out->representative[0] = out->document[0] = '\0';
	out->confirmed_at = 0;
	out->dropped = (struct row_fault){-1, NULL};
	if (!has_right_width(reader, cells, fault) ||
	    !(reader->header->companies ? take_company(reader, cells, out, fault)
	                                : take_person_name(reader, cells, out, fault)) ||
	    !take_places(reader, cells, out, fault) || !take_addresses(reader, cells, out, fault))
		return false;
	if (out->kind != ROW_PERSON)
		judge_addresses(reader, out);
	return take_confirmed(reader, cells, out, fault) &&
	    (out->kind != ROW_PERSON || take_representative(reader, cells, out, fault));
}
