/* words.c - the names of the closed lists. */
#include "compliance/words.h"

#include <string.h>

struct word {
	const char *name;
	const char *russian;
};

static int
word_find(const struct word *words, int count, struct view name)
{
	char first = name.len ? name.data[0] : '\0';
	int i = count - 1;

	while (i > 0 && !(words[i].name[0] == first && view_is(name, words[i].name)))
		i--;
	return i;
}

#define LIST(type, prefix) static const struct word type##_words[prefix##_COUNT] = {{"UNKNOWN", "неизвестно"},
#define WORD(prefix, name, russian) {#name, russian},
#define END(type, prefix) };
#include "compliance/words.def"
#undef LIST
#undef WORD
#undef END

#define LIST(type, prefix)
#define WORD(prefix, name, russian)
#define END(type, prefix) \
	const char *type##_name(enum type value) \
	{ \
		return type##_words[(unsigned)value < prefix##_COUNT ? value : 0].name; \
	} \
	const char *type##_russian(enum type value) \
	{ \
		return type##_words[(unsigned)value < prefix##_COUNT ? value : 0].russian; \
	} \
	enum type type##_find(struct view name) \
	{ \
		return (enum type)word_find(type##_words, prefix##_COUNT, name); \
	}
#include "compliance/words.def"
#undef LIST
#undef WORD
#undef END

bool
channel_is_call(enum channel channel)
{
	return channel == CHANNEL_CALL_OPERATOR || channel == CHANNEL_CALL_ROBOT;
}

bool
purposes_read(const char *text, uint16_t *out)
{
	*out = 0;
	for (const char *end = text; *end != '\0'; text = end + 1) {
		end = text + strcspn(text, ",");
		enum purpose purpose = purpose_find((struct view){text, (size_t)(end - text)});
		if (purpose == PURPOSE_UNKNOWN)
			return false;
		*out |= WORD_BIT(purpose);
	}
	return *out != 0;
}
