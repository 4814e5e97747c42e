/*
 * witness_request.h - what a log sends to a witness (C2SP tlog-witness, add-checkpoint):
 * the size that the witness saw last, the proof from there, the new checkpoint.
 */
#ifndef COMPLIANCE_WITNESS_REQUEST_H
#define COMPLIANCE_WITNESS_REQUEST_H

#include "compliance/checkpoint.h"

struct witness_request {
	uint64_t old;
	struct proof proof;
	struct view note;	/* inside the text that was read */
};

void witness_request_write(uint64_t old, const struct proof *proof, struct view note, struct buf *out);
bool witness_request_read(struct view text, struct witness_request *out, struct err *err) warn_unused;

#endif
