/* right.h - who of the staff may do what: one table, right.def. */
#ifndef COMPLIANCE_RIGHT_H
#define COMPLIANCE_RIGHT_H

#include "base/err.h"

enum role { ROLE_UNKNOWN, ROLE_AGENT, ROLE_MARKETER, ROLE_COMPLIANCE, ROLE_AUDITOR, ROLE_ADMINISTRATOR, ROLE_COUNT };

enum right {
#define RIGHT(name, roles, says) RIGHT_##name,
#include "compliance/right.def"
#undef RIGHT
	RIGHT_COUNT
};

/* The word of staff.role; ROLE_UNKNOWN for any other. */
enum role role_find(const char *word);
const char *role_name(enum role role);
/*
 * One person cannot have two logins of these: the auditor has no other role, the administrator none that sees persons, and
 * of the roles that write and approve there is one, so that nobody approves what they wrote.
 */
bool role_conflicts(enum role a, enum role b);
bool right_may(enum right right, enum role role);
/* ERR_REFUSED in a sentence when the role may not. */
bool right_must(enum right right, enum role role, const char *login, struct err *err) warn_unused;

#endif
