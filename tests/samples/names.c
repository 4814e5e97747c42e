/* names.c - names by syllables: they sound Russian and belong to nobody. */
#include <stdio.h>

#include "tests/samples/samples.h"

static const char *const heads[] = {"Бе", "Во", "Гри", "До", "Же", "За", "Кра", "Ле", "Мо", "Не", "Ор", "Пе", "Ру", "Со",
	"Ту", "Фе", "Хо", "Ше"};
static const char *const middles[] = {"лё", "ро", "ми", "да", "ну", "за", "ко", "ги", "ва", "ше", "ту", "ри"};
static const char *const tails[] = {"нов", "шин", "вцев", "дин", "рёв", "ков", "лев", "тов"};
static const char *const women[] = {"Аделина", "Велта", "Дарсия", "Ирма", "Люсьена", "Милана", "Нелли", "Таисия"};
static const char *const men[] = {"Аристарх", "Викул", "Гордей", "Демьян", "Лавр", "Милослав", "Остап", "Тихон"};
static const char *const fathers[] = {"Аристархов", "Гордеев", "Демьянов", "Лавров", "Милославов", "Остапов", "Тихонов"};
static const char *const firms[] = {"Ромашка", "Север", "Аквилон", "Заря", "Вектор", "Кедр", "Импульс", "Лазурь"};

#define PICK(chance, table) (table)[chance_below(chance, sizeof(table) / sizeof((table)[0]))]

void
person_make(struct chance *chance, struct person *out)
{
	bool woman = chance_percent(chance, 55);
	const char *head = PICK(chance, heads), *middle = PICK(chance, middles), *second = PICK(chance, middles);

	snprintf(out->surname, sizeof(out->surname), "%s%s%s%s%s", head, middle, second, PICK(chance, tails),
	    woman ? "а" : "");
	snprintf(out->given, sizeof(out->given), "%s", woman ? PICK(chance, women) : PICK(chance, men));
	snprintf(out->patronymic, sizeof(out->patronymic), "%s%s", PICK(chance, fathers), woman ? "на" : "ич");
}

void
company_name(struct chance *chance, char out[96])
{
	const char *first = PICK(chance, firms), *second = PICK(chance, heads);

	snprintf(out, 96, "ООО \"%s-%s%s\"", first, second, PICK(chance, middles));
}

int64_t
inn_make(struct chance *chance, bool person)
{
	static const int weight[] = {3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8};
	int length = person ? 12 : 10, checks = person ? 2 : 1, digit[12];
	int64_t inn = 0;

	for (int i = 0; i < length - checks; i++)
		digit[i] = i == 0 ? 7 : (int)chance_below(chance, 10);
	for (int check = length - checks; check < length; check++) {
		int sum = 0;
		for (int i = 0; i < check; i++)
			sum += digit[i] * weight[11 - check + i];
		digit[check] = sum % 11 % 10;
	}
	for (int i = 0; i < length; i++)
		inn = inn * 10 + digit[i];
	return inn;
}
