/*
 * provider_refusal.h - a refusal that a provider reports, as ours.
 *
 * The provider's own stop-list and the person's click in its pages refuse the
 * channel; the carrier's ban (G-09, 126-FZ 44.1 and 44.1-1) refuses bulk SMS or mass calls,
 * and is kept apart: it is about the number, not about the person.
 */
#ifndef DIALER_PROVIDER_REFUSAL_H
#define DIALER_PROVIDER_REFUSAL_H

#include "compliance/suppression_store.h"

/* out's evidence names the provider; the caller releases it. */
void provider_refusal(const char *provider, enum channel channel, bool by_carrier, const uint8_t token[TOKEN_SIZE],
    int64_t said_at, struct suppression *out);

#endif
