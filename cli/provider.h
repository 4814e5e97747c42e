/* provider.h - what the verbs of dozvon provider share: the recipe named, the order read. */
#ifndef CLI_PROVIDER_H
#define CLI_PROVIDER_H

#include "cli/cli.h"
#include "dialer/provider_text.h"

/* secrets: their folder, or NULL to show their names in place of them. */
struct provider *provider_of(const struct cli *cli, const char *recipe, const char *secrets, struct err *err);
/* --order FILE */
bool provider_order(const struct cli *cli, int argc, char **argv, struct order_text *out, struct err *err) warn_unused;
/* The verb send. */
int provider_send(struct cli *cli, int argc, char **argv, const char *recipe);

#endif
