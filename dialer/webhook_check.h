/* webhook_check.h - is this report the provider's?  By a secret word in the URL, a signature, or both. */
#ifndef DIALER_WEBHOOK_CHECK_H
#define DIALER_WEBHOOK_CHECK_H

#include "dialer/recipe.h"

/* A webhook's path, taken apart. */
struct hook_path {
	struct view first;	/* the first step: the token's place */
	struct view path;	/* all of it, without leading "/" and query */
	struct view query;
};
struct hook_path hook_path_of(const char *path);

bool webhook_token_is_right(const struct verification *verification, const struct hook_path *path);
/* tree: the outer document, as the provider signed it. */
bool webhook_signature_is_right(const struct verification *verification, const struct subject *subject, struct view body);

#endif
