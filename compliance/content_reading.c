/* content_reading.c - look-alikes and transliteration undone, by two tables; the stem by Snowball. */
#include "compliance/content_reading.h"

#include <libstemmer.h>
#include <string.h>
#include <unistr.h>

#include "base/err.h"

/* What a letter of another script looks like among Russian ones. */
static const ucs4_t looks[][2] = {
	{'a', U'а'}, {'b', U'в'}, {'c', U'с'}, {'d', U'д'}, {'e', U'е'}, {'f', U'ф'}, {'g', U'д'}, {'h', U'н'}, {'i', U'и'},
	{'j', U'й'}, {'k', U'к'}, {'l', U'и'}, {'m', U'м'}, {'n', U'п'}, {'o', U'о'}, {'p', U'р'}, {'r', U'г'}, {'s', U'с'},
	{'t', U'т'}, {'u', U'и'}, {'v', U'в'}, {'w', U'ш'}, {'x', U'х'}, {'y', U'у'}, {'z', U'з'}, {'0', U'о'}, {'1', U'и'},
	{'3', U'з'}, {'4', U'ч'}, {'6', U'б'}, {'8', U'в'}, {'@', U'а'}, {'$', U'с'}, {'!', U'и'},
};

/* How it sounds; the longest first. */
static const struct {
	const char *latin;
	const char *russian;
} sounds[] = {
	{"shch", "щ"}, {"sch", "щ"}, {"tsya", "ция"}, {"iya", "ия"}, {"iyu", "ию"}, {"sh", "ш"}, {"ch", "ч"}, {"zh", "ж"},
	{"kh", "х"}, {"ts", "ц"}, {"ya", "я"}, {"ja", "я"}, {"ia", "ия"}, {"yu", "ю"}, {"ju", "ю"}, {"yo", "е"}, {"jo", "е"},
	{"ye", "е"}, {"je", "е"}, {"ck", "ск"}, {"a", "а"}, {"b", "б"}, {"v", "в"}, {"w", "в"}, {"g", "г"}, {"d", "д"},
	{"e", "е"}, {"z", "з"}, {"i", "и"}, {"j", "й"}, {"k", "к"}, {"l", "л"}, {"m", "м"}, {"n", "н"}, {"o", "о"},
	{"p", "п"}, {"r", "р"}, {"s", "с"}, {"t", "т"}, {"u", "у"}, {"f", "ф"}, {"h", "х"}, {"x", "кс"}, {"c", "ц"},
	{"y", "ы"}, {"q", "к"}, {"'", "ь"}, {"0", "о"}, {"1", "и"}, {"3", "з"}, {"4", "ч"}, {"6", "б"}, {"@", "а"}, {"$", "с"}, {"!", "и"},
};

bool
content_is_mask(ucs4_t c)
{
	return c == '*' || (c < 0x80 && !content_is_latin(c) && strchr("013468@$!", (int)c) != NULL && c != 0);
}

ucs4_t
content_look(ucs4_t c)
{
	for (size_t i = 0; i < sizeof(looks) / sizeof(looks[0]); i++)
		if (looks[i][0] == c)
			return looks[i][1];
	return c;
}

static size_t
sound(const ucs4_t *letters, size_t count, const char **russian)
{
	for (size_t i = 0; i < sizeof(sounds) / sizeof(sounds[0]); i++) {
		size_t len = strlen(sounds[i].latin), same = 0;
		while (same < len && same < count && letters[same] == (ucs4_t)sounds[i].latin[same])
			same++;
		if (same == len) {
			*russian = sounds[i].russian;
			return len;
		}
	}
	return 0;
}

/* A form as it is spelled: a letter said three times and more is said once. */
static void
add_letter(struct buf *form, ucs4_t *last, ucs4_t c)
{
	uint8_t bytes[6];

	if (c == last[0] && c == last[1] && c != '*')
		return;
	last[1] = last[0];
	last[0] = c;
	buf_add(form, bytes, (size_t)u8_uctomb(bytes, c, sizeof(bytes)));
}

/* And each doubled letter once. */
static void
say_once(const struct buf *spelled, struct buf *form)
{
	const uint8_t *p = (const uint8_t *)spelled->data, *end = p + spelled->len;
	ucs4_t c, last = 0;

	while (p < end) {
		int len = u8_mbtouc(&c, p, (size_t)(end - p));
		if (c != last || c == '*')
			buf_add(form, p, (size_t)len);
		last = c;
		p += len;
	}
}

static void
read_by_look(const ucs4_t *letters, size_t count, struct buf *form)
{
	ucs4_t last[2] = {0};

	for (size_t i = 0; i < count; i++)
		add_letter(form, last, content_look(letters[i]));
}

static void
read_by_sound(const ucs4_t *letters, size_t count, struct buf *form)
{
	ucs4_t last[2] = {0};
	const char *russian;

	for (size_t i = 0, len; i < count; i += len) {
		if ((len = sound(letters + i, count - i, &russian)) == 0) {
			add_letter(form, last, letters[i]);
			len = 1;
			continue;
		}
		for (const uint8_t *p = (const uint8_t *)russian; *p != '\0';) {
			ucs4_t c;
			p += u8_strmbtouc(&c, p);
			add_letter(form, last, c);
		}
	}
}

static void
read_as_written(const ucs4_t *letters, size_t count, struct buf *form)
{
	ucs4_t last[2] = {0};

	for (size_t i = 0; i < count; i++)
		add_letter(form, last, letters[i]);
}

static const char *
stem_of(struct sb_stemmer *stemmer, const struct buf *form, struct arena *arena)
{
	const sb_symbol *stem = sb_stemmer_stem(stemmer, (const sb_symbol *)form->data, (int)form->len);

	must(stem != NULL);
	return arena_copy(arena, (struct view){(const char *)stem, (size_t)sb_stemmer_length(stemmer)}).data;
}

static struct content_reading
finish(struct sb_stemmer *stemmer, const struct buf *spelled, struct arena *arena)
{
	struct content_reading reading;
	struct buf form;

	buf_init(&form);
	say_once(spelled, &form);
	reading.form = arena_copy(arena, buf_view(&form)).data;
	reading.stem = stem_of(stemmer, &form, arena);
	reading.whole_stem = form.len == spelled->len ? reading.stem : stem_of(stemmer, spelled, arena);
	buf_release(&form);
	return reading;
}

int
content_readings(struct sb_stemmer *stemmer, const ucs4_t *letters, size_t count, struct arena *arena,
    struct content_reading out[READINGS_MAX])
{
	static void (*const ways[])(const ucs4_t *, size_t, struct buf *) = {read_as_written, read_by_look, read_by_sound};
	struct buf form;
	ucs4_t bare[READING_LETTERS];
	size_t bare_count = 0;
	bool foreign = false;
	int found = 0;

	buf_init(&form);
	for (size_t i = 0; i < count; i++) {
		foreign = foreign || !content_is_cyrillic(letters[i]);
		if (letters[i] != '*')
			bare[bare_count++] = letters[i];
	}
	/* A star hides a letter, or only parts two. */
	for (int way = 0; way < (bare_count < count ? 4 : foreign ? 3 : 1); way++) {
		buf_clear(&form);
		if (way == 3)
			read_by_look(bare, bare_count, &form);
		else
			ways[way](letters, count, &form);
		if (form.len == 0)
			continue;
		struct content_reading reading = finish(stemmer, &form, arena);
		int same = 0;
		while (same < found && strcmp(out[same].form, reading.form) != 0)
			same++;
		if (same == found)
			out[found++] = reading;
	}
	buf_release(&form);
	return found;
}

struct content_reading
content_reading_of(struct sb_stemmer *stemmer, struct view word, struct arena *arena)
{
	struct content_letters letters;
	ucs4_t plain[READING_LETTERS];
	size_t count = 0;
	struct buf form;

	buf_init(&form);
	content_letters_read(word, arena, &letters);
	for (size_t i = 0; i < letters.count && count < READING_LETTERS; i++)
		plain[count++] = letters.letter[i].c;
	read_as_written(plain, count, &form);
	struct content_reading reading = finish(stemmer, &form, arena);
	buf_release(&form);
	return reading;
}
