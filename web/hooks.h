/*
 * hooks.h - what each provider wants to hear when it reports to us.
 *
 * From the member `webhook` of its recipe: `reply: {body: "100"}`, and
 * `echo: NAME` for those who check the address by asking us to repeat the
 * query's member NAME.  Nothing else of a recipe, and no secret, is read
 * here: reports are verified by the dispatcher.
 */
#ifndef WEB_HOOKS_H
#define WEB_HOOKS_H

#include "base/buf.h"
#include "config/contracts.h"
#include "config/settings.h"

struct hook {
	char provider[32];
	char reply[128];
	char content_type[64];
	char echo[32];		/* "" when it never asks */
};
struct hooks;

/* One for each contract; a recipe that is not there leaves the reply "OK". */
struct hooks *hooks_load(const struct settings *settings, const struct contracts *contracts, struct err *err);
void *hooks_free(struct hooks *hooks);
const struct hook *hook_find(const struct hooks *hooks, struct view provider);	/* NULL: no contract */

#endif
