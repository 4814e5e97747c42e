/* refusal.h - a refusal that came through the web process, on its way to compliance/suppression_store.h. */
#ifndef WEB_REFUSAL_H
#define WEB_REFUSAL_H

#include "base/uuid.h"
#include "compliance/suppression_store.h"
#include "web/site.h"

/* From the link of an e-mail: said by the person, to all legal entities; the attempt is its evidence. */
bool refusal_by_link(struct site *site, const uint8_t token[TOKEN_SIZE], enum scope scope, struct uuid attempt,
    int64_t now, struct err *err) warn_unused;
/* From the public page, where anybody may refuse for an address. */
bool refusal_by_page(struct site *site, const uint8_t token[TOKEN_SIZE], enum scope scope, int64_t now,
    struct err *err) warn_unused;
/* From the API; agent 0: nobody of the staff took it. */
bool refusal_by_staff(struct site *site, struct suppression *refusal, int64_t agent, int64_t now,
    struct suppression_effect *effect, struct err *err) warn_unused;

#endif
