/* lang.c - what is said to people, from the compiled catalogue. */
#include "base/lang.h"

#include <stdlib.h>
#include <string.h>

#include "base/message.h"

static enum lang spoken = LANG_RU;

void
lang_set(enum lang lang)
{
	spoken = lang;
}

enum lang
lang_get(void)
{
	return spoken;
}

static int
compare(const void *english, const void *message)
{
	return strcmp(english, ((const struct message *)message)->english);
}

const char *
say(const char *english)
{
	if (spoken == LANG_EN)
		return english;
	const struct message *found = bsearch(english, messages, message_count, sizeof(*messages), compare);
	return found ? found->russian : english;
}

const char *
lang_reason(int number)
{
	return say(strerror(number));
}
