/*
 * payload.h - what of an order leaves the house: the least that delivery needs (law.md P-04).
 *
 * A recipe that asks for more than its channel's delivery needs is refused
 * when it is read, so no request can carry it.
 */
#ifndef DIALER_PAYLOAD_H
#define DIALER_PAYLOAD_H

#include "compliance/words.h"
#include "dialer/request_template.h"

/* The order's fields that a request uses, as bits of enum place. */
uint32_t payload_of(const struct request_template *request);
/* Those beyond what delivery over this channel needs. */
uint32_t payload_excess(const struct request_template *request, enum channel channel);
/* "to, text, attempt_id" */
void payload_write(uint32_t fields, struct buf *out);

#endif
