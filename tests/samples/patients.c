/* patients.c - a list of patients as a clinic keeps it: mostly right, and wrong in every way that lists are. */
#include <stdio.h>
#include <string.h>

#include "tests/samples/samples.h"

struct patient {
	char name[140], birth[24], phone[200], email[EMAIL_TEXT], region[80];
	int64_t number;
	int64_t card;
};

static void
make(struct chance *chance, const struct ranges *ranges, int64_t n, struct patient *out)
{
	struct person person;
	const char *region;

	person_make(chance, &person);
	snprintf(out->name, sizeof(out->name), "%s %s %s", person.surname, person.given, person.patronymic);
	snprintf(out->birth, sizeof(out->birth), "%02u.%02u.%u", 1 + chance_below(chance, 28), 1 + chance_below(chance, 12),
	    1940 + chance_below(chance, 66));
	out->number = ranges_number(ranges, (uint64_t)n, &region);
	number_write(chance, out->number, out->phone);
	snprintf(out->region, sizeof(out->region), "%s", chance_percent(chance, 80) ? region : "");
	out->email[0] = '\0';
	if (chance_percent(chance, 40))
		snprintf(out->email, sizeof(out->email), "patient%lld@example.ru", (long long)n);
	out->card = 100000 + n;
}

static void
write_row(const struct patient *patient, struct buf *out)
{
	buf_add_format(out, "%s;%s;%s;%s;%s;%lld\r\n", patient->name, patient->birth, patient->phone, patient->email,
	    patient->region, (long long)patient->card);
}

enum mess { CLEAN, TWICE, EXTENSION, TWO_NUMBERS, LINE_BREAK, HALF_BAD, LAST_GOOD = HALF_BAD, ROUNDED, IMPOSSIBLE, SHORT_ROW,
	BAD_BIRTH, NO_ADDRESS };

static enum mess
choose(struct chance *chance)
{
	static const struct {
		enum mess mess;
		double percent;
	} odds[] = {{TWICE, 2}, {EXTENSION, 2}, {TWO_NUMBERS, 3}, {LINE_BREAK, 1}, {HALF_BAD, 0.5}, {ROUNDED, 0.7},
		{IMPOSSIBLE, 0.7}, {SHORT_ROW, 0.5}, {BAD_BIRTH, 0.4}, {NO_ADDRESS, 0.4}};

	for (size_t i = 0; i < sizeof(odds) / sizeof(odds[0]); i++)
		if (chance_percent(chance, odds[i].percent))
			return odds[i].mess;
	return CLEAN;
}

/* Numbers of their own for second telephones, far from the first ones. */
static void
spoil(struct chance *chance, const struct ranges *ranges, int64_t n, enum mess mess, struct patient *patient)
{
	static const char *const impossible[] = {"8 916 123", "+7 (123) 456-78-90", "нет", "8 916 123-45-67-89-01"};
	const char *region;
	char second[64];
	size_t len = strlen(patient->phone);

	if (mess == EXTENSION)
		snprintf(patient->phone + len, sizeof(patient->phone) - len, " доб. %u", 100 + chance_below(chance, 900));
	if (mess == TWO_NUMBERS) {
		number_write(chance, ranges_number(ranges, (uint64_t)n + 20000000, &region), second);
		snprintf(patient->phone + len, sizeof(patient->phone) - len, ", %s", second);
	}
	if (mess == HALF_BAD)
		snprintf(patient->phone + len, sizeof(patient->phone) - len, ", 8 916 123");
	if (mess == LINE_BREAK) {
		char name[sizeof(patient->name)];
		char *space = strchr(patient->name, ' ');
		int before = (int)(space - patient->name);
		snprintf(name, sizeof(name), "\"%.*s\n%.*s\"", before, patient->name, 100, space + 1);
		memcpy(patient->name, name, sizeof(name));
	}
	if (mess == BAD_BIRTH)
		snprintf(patient->birth, sizeof(patient->birth), "весна 71");
	if (mess == ROUNDED || mess == IMPOSSIBLE || mess == NO_ADDRESS)
		patient->email[0] = '\0';
	if (mess == ROUNDED)
		snprintf(patient->phone, sizeof(patient->phone), "7,92E+10");
	if (mess == IMPOSSIBLE)
		snprintf(patient->phone, sizeof(patient->phone), "%s", impossible[chance_below(chance, 4)]);
	if (mess == NO_ADDRESS)
		patient->phone[0] = '\0';
}

static void
write_patient(struct chance *chance, const struct ranges *ranges, int64_t n, struct output *out)
{
	struct sums *sums = &out->patient_sums;
	struct patient patient;
	char address[24];
	enum mess mess = choose(chance);

	make(chance, ranges, n, &patient);
	spoil(chance, ranges, n, mess, &patient);
	sums->rows++;
	if (mess == SHORT_ROW)
		buf_add_format(&out->patients, "%s;%s;%s\r\n", patient.name, patient.birth, patient.phone);
	else
		write_row(&patient, &out->patients);
	if (mess > LAST_GOOD) {
		sums->rejected++;
		return;
	}
	if (mess == TWICE) {		/* the same person once more, the number written otherwise */
		number_write(chance, patient.number, patient.phone);
		write_row(&patient, &out->patients);
		sums->rows++;
	}
	sums->people++;
	sums->points += 1 + (mess == TWO_NUMBERS) + (patient.email[0] != '\0');
	sums->partly += mess == HALF_BAD;
	snprintf(address, sizeof(address), "+%lld", (long long)patient.number);
	patient_acts(chance, address, n, out);
}

void
patients_write(struct chance *chance, const struct ranges *ranges, int64_t count, struct output *out)
{
	buf_add_text(&out->patients, "ФИО;Дата рождения;Моб. тел.;Эл. почта;Регион;Номер карты\r\n");
	for (int64_t n = 0; n < count; n++)
		write_patient(chance, ranges, n, out);
}

/* A list like any other, a tenth of its rows twice: for bin/bench-import. */
void
bench_write(const struct ranges *ranges, int64_t rows, const char *path)
{
	struct chance chance = {1};
	struct patient patient;
	FILE *file = fopen(path, "w");
	struct buf line = {0};

	must(file != NULL);
	fputs("ФИО;Дата рождения;Телефон;Эл. почта;Регион;Номер карты\n", file);
	for (int64_t n = 0; n < rows; n++) {
		if (n % 10 != 9)
			make(&chance, ranges, n, &patient);
		patient.email[0] = '\0';
		buf_clear(&line);
		write_row(&patient, &line);
		fwrite(line.data, 1, line.len, file);
	}
	must(fclose(file) == 0);
	buf_release(&line);
}
