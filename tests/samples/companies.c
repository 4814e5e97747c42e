/* companies.c - a workbook of companies, sole traders and contact persons. */
#include <stdio.h>
#include <stdlib.h>
#include <xlsxwriter.h>

#include "tests/samples/samples.h"

enum { NAME, INN, CONTACT, ROLE, PHONE, EMAIL, PLACE, SIGNED };

static void
put(lxw_worksheet *sheet, int64_t row, int column, const char *text)
{
	if (text[0] != '\0')
		worksheet_write_string(sheet, (lxw_row_t)row, (lxw_col_t)column, text, NULL);
}

/* Telephones and INNs stand in workbooks as texts or as numbers, as it happened. */
static void
put_either(struct chance *chance, lxw_worksheet *sheet, int64_t row, int column, int64_t number, const char *text)
{
	if (chance_percent(chance, 50))
		worksheet_write_number(sheet, (lxw_row_t)row, (lxw_col_t)column, (double)number, NULL);
	else
		put(sheet, row, column, text);
}

static void
write_company(struct chance *chance, const struct ranges *ranges, int64_t n, lxw_worksheet *sheet, struct output *out)
{
	int64_t row = n + 1;
	bool trader = n % 4 == 1, contact = n % 4 == 2, wrong = chance_percent(chance, 1);
	int64_t inn = inn_make(chance, trader) + (wrong ? 1 : 0);
	char name[140], full[140], text[64], email[64];
	const char *region;
	struct person person;

	person_make(chance, &person);
	company_name(chance, name);
	snprintf(full, sizeof(full), "%s %s %s", person.surname, person.given, person.patronymic);
	if (trader)
		snprintf(name, sizeof(name), "ИП %.130s", full);
	put(sheet, row, NAME, name);
	snprintf(text, sizeof(text), "%lld", (long long)inn);
	put_either(chance, sheet, row, INN, inn, text);
	put(sheet, row, CONTACT, contact ? full : "");
	put(sheet, row, ROLE, contact ? "закупки" : "");
	int64_t number = ranges_number(ranges, (uint64_t)n + 10000000, &region);
	number_write(chance, number, text);
	put_either(chance, sheet, row, PHONE, number, text);
	snprintf(email, sizeof(email), "office%lld@example.com", (long long)n);
	put(sheet, row, EMAIL, email);
	put(sheet, row, PLACE, region);
	worksheet_write_number(sheet, (lxw_row_t)row, SIGNED, 45000 + (double)(n % 900), NULL);
	out->company_sums.rows++;
	out->company_sums.rejected += wrong;
	if (wrong)
		return;
	out->company_sums.people++;
	out->company_sums.points += 2;
	company_acts(chance, email, trader || contact, out);
}

void
companies_write(struct chance *chance, const struct ranges *ranges, int64_t count, const char *path, struct output *out)
{
	static const char *const titles[] = {"Наименование организации", "ИНН", "Контактное лицо", "Должность", "Телефон",
		"E-mail", "Город", "Дата договора"};
	lxw_workbook *book = workbook_new(path);

	must(book != NULL);
	lxw_worksheet *sheet = workbook_add_worksheet(book, "Компании");
	for (int i = 0; i < (int)(sizeof(titles) / sizeof(titles[0])); i++)
		put(sheet, 0, i, titles[i]);
	for (int64_t n = 0; n < count; n++)
		write_company(chance, ranges, n, sheet, out);
	must(workbook_close(book) == LXW_NO_ERROR);
}
