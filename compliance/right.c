/* right.c - who of the staff may do what. */
#include "compliance/right.h"

#include <stdio.h>
#include <string.h>

#include "base/lang.h"

#define MAY(role) (1u << ROLE_##role)
static const struct {
	unsigned roles;
	const char *says;
} rights[RIGHT_COUNT] = {
#define RIGHT(name, roles, says) [RIGHT_##name] = {roles, says},
#include "compliance/right.def"
#undef RIGHT
};

static const char *const names[ROLE_COUNT] = {"", "agent", "marketer", "compliance", "auditor", "administrator"};

enum role
role_find(const char *word)
{
	for (int role = 1; role < ROLE_COUNT; role++)
		if (strcmp(word, names[role]) == 0)
			return (enum role)role;
	return ROLE_UNKNOWN;
}

const char *
role_name(enum role role)
{
	must((unsigned)role < ROLE_COUNT);
	return names[role];
}

bool
role_conflicts(enum role a, enum role b)
{
	if (right_may(RIGHT_CAMPAIGN, a) && right_may(RIGHT_CAMPAIGN, b))
		return true;
	if (a == ROLE_AUDITOR || b == ROLE_AUDITOR)
		return a != b;
	return (a == ROLE_ADMINISTRATOR && right_may(RIGHT_LOOK, b)) || (b == ROLE_ADMINISTRATOR && right_may(RIGHT_LOOK, a));
}

bool
right_may(enum right right, enum role role)
{
	must((unsigned)right < RIGHT_COUNT);
	return role != ROLE_UNKNOWN && (rights[right].roles & (1u << role)) != 0;
}

bool
right_must(enum right right, enum role role, const char *login, struct err *err)
{
	char roles[80] = "";

	if (right_may(right, role))
		return true;
	for (int other = 1; other < ROLE_COUNT; other++)
		if (right_may(right, (enum role)other)) {
			size_t len = strlen(roles);
			snprintf(roles + len, sizeof(roles) - len, "%s%s", len > 0 ? ", " : "", names[other]);
		}
	return fail(err, ERR_REFUSED, "%.60s (%s) is not one who %s: that takes %s", login, names[role], say(rights[right].says), roles);
}
