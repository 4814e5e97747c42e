/* staff_role.h - which roles do not go together, asked before a person of the staff is stated. */
#ifndef CAMPAIGNS_STAFF_ROLE_H
#define CAMPAIGNS_STAFF_ROLE_H

#include "campaigns/register.h"

/*
 * ERR_REFUSED: the same person (by personnel number, else by name) has a login whose role conflicts,
 * somebody changes their own role, or the auditor has worked in what is audited.
 */
bool staff_role_fits(struct db *db, const struct staff_text *text, const struct stater *stater, struct err *err) warn_unused;

#endif
