/* message.h - the catalogue as the build compiled it in, sorted by the English text. */
#ifndef BASE_MESSAGE_H
#define BASE_MESSAGE_H

#include <stddef.h>

struct message {
	const char *english;
	const char *russian;
};
extern const struct message messages[];
extern const size_t message_count;

#endif
