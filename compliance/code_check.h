/*
 * code_check.h - the one-time code that an SMS carries, and the token of the link that a letter carries.
 *
 * Both follow from the installation's key and the attempt that carries them,
 * so neither is stored anywhere: whoever reads the database cannot confirm
 * anything.  The attempt's id is the code_check_id of law.md 1.12.  Pure.
 */
#ifndef COMPLIANCE_CODE_CHECK_H
#define COMPLIANCE_CODE_CHECK_H

#include "base/clock.h"
#include "compliance/link_token.h"

enum { CODE_DIGITS = 6, CODE_TEXT = CODE_DIGITS + 1, CODE_TRIES = 5 };
#define CODE_LASTS (10 * MINUTE)
#define CONFIRM_LASTS DAY			/* a letter waits longer than an SMS */

void code_make(const struct installation_key *key, struct uuid attempt, char out[CODE_TEXT]);
/* In constant time. Spaces and a hyphen that people put between the digits are passed over. */
bool code_is(const struct installation_key *key, struct uuid attempt, struct view entered);

void confirm_token_make(const struct installation_key *key, struct uuid attempt, char out[LINK_TOKEN_TEXT]);
bool confirm_token_read(const struct installation_key *key, struct view token, struct uuid *attempt);

#endif
