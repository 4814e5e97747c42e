/*
 * access_store.h - the answer to a person who asks what we keep of them (law.md S-01), as JSON and as a PDF in Russian.
 *
 * Told once, from the same rows, into both (docs/access.md).  Of other people
 * there is nothing in it, also where they share an address with the person.
 */
#ifndef COMPLIANCE_ACCESS_STORE_H
#define COMPLIANCE_ACCESS_STORE_H

#include "base/buf.h"
#include "compliance/matter_act_store.h"
#include "config/contracts.h"

struct access_wish {
	int64_t matter;			/* of the kind ACCESS, or REGULATOR about one person */
	const char *login;		/* of a compliance officer */
	const struct contracts *contracts;
	const struct policy *policy;
	int64_t now;
	const char *process;
};
/* A kept file that proves a consent of the person and of nobody else. */
struct access_copy {
	uint8_t sha256[SHA256_SIZE];
	char kind[8];			/* "pdf": how its name ends */
};
struct access_answer {
	struct buf json, text, pdf;
	struct buf tokens;		/* of all the person's addresses: whose files these are (outside_file_store.h) */
	struct access_copy *copy;	/* to be handed over with it, number n of the answer at n - 1 */
	int copies;
	int64_t staff;			/* who answers */
};

/*
 * ERR_REFUSED: the person is not identified, several hold the address, or the
 * name or address of an operator or processor is not on record.  The read has
 * left its trace when this returns true; access_close is to follow once the
 * answer lies where it is handed out from.
 */
bool access_answer(struct db *db, const struct access_wish *wish, struct access_answer *out, struct err *err) warn_unused;
/* The matter's clock is met: closed with the hash of the PDF. */
bool access_close(struct db *db, const struct access_wish *wish, const struct access_answer *answer, struct err *err) warn_unused;
void access_release(struct access_answer *answer);

#endif
