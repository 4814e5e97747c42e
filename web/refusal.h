/* refusal.h - a refusal that came through the web process, on its way to compliance/suppression_store.h. */
#ifndef WEB_REFUSAL_H
#define WEB_REFUSAL_H

#include "base/uuid.h"
#include "compliance/suppression_store.h"
#include "web/site.h"

/* Said by persons on our public pages, to all legal entities: all of them, in one transaction. attempts: the letters that they
 * answer, zeros where there is none. */
bool refusal_by_person(struct site *site, struct suppression *refusals, const struct uuid *attempts, size_t count, int64_t now,
    struct err *err) warn_unused;
/* From the link of an e-mail; the attempt is its evidence. */
void refusal_of_link(const uint8_t token[TOKEN_SIZE], enum scope scope, struct uuid attempt, int64_t now, struct suppression *out);
/* From the API; agent 0: nobody of the staff took it. */
bool refusal_by_staff(struct site *site, struct suppression *refusal, int64_t agent, int64_t now,
    struct suppression_effect *effect, struct err *err) warn_unused;

#endif
