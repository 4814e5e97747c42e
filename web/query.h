/* query.h - one field of an address's query or of a posted form, as a short text. */
#ifndef WEB_QUERY_H
#define WEB_QUERY_H

#include "base/buf.h"

/* The first value of name, decoded; false when it is not there, broken, not UTF-8, or longer than size - 1 bytes. */
bool query_field(struct view query, const char *name, char *out, size_t size);

#endif
