/*
 * stamp.h - an RFC 3161 time stamp of a checkpoint: that it was there at an instant, by somebody who is not us.
 *
 * What is stamped is SHA-256 of the checkpoint's text, without signatures, so
 * that a cosigned copy has the same stamp.
 */
#ifndef COMPLIANCE_STAMP_H
#define COMPLIANCE_STAMP_H

#include "compliance/note.h"

/* A query with a nonce that asks for the authority's certificate too, as DER. */
bool stamp_query(struct view note, struct buf *query, struct err *err) warn_unused;
/* What a stamp proves: that the note was there at this instant. */
struct stamped {
	int64_t at;
	bool revocation_asked;		/* a revocation list of the authority's issuer was among the certificates */
};
/*
 * An answer (TimeStampResp, DER) against the note, and the query too when there is one (NULL: kept from before), by the
 * certificates and revocation lists in ca_path (PEM), as they were at the stamp's own instant.  ERR_REFUSED: it does not
 * prove this note.
 */
bool stamp_check(struct view answer, struct view note, const struct buf *query, const char *ca_path, struct stamped *out,
    struct err *err) warn_unused;

#endif
