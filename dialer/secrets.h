/*
 * secrets.h - the secrets of one provider: files of the folder settings.secrets, PROVIDER.NAME each.
 *
 * They are read once, never logged and never shown in an error; releasing
 * wipes them.  A line break at the end of a file is not part of the secret.
 */
#ifndef DIALER_SECRETS_H
#define DIALER_SECRETS_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/err.h"

enum { SECRETS_MAX = 12, SECRET_BYTES_MAX = 4096 };

struct secrets {
	int count;
	struct secret {
		const char *name;
		struct view value;
	} secret[SECRETS_MAX];
	struct arena memory;
};

/* Adds one; fails with the path of the file that is missing or empty. */
bool secrets_read(struct secrets *secrets, const char *folder, const char *provider, const char *name,
    struct err *err) warn_unused;
const struct view *secrets_find(const struct secrets *secrets, struct view name);	/* NULL: none */
void secrets_release(struct secrets *secrets);

#endif
