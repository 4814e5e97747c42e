/* witnesses.h - the witnesses that the settings name: verifier key and address of each. */
#ifndef COMPLIANCE_WITNESSES_H
#define COMPLIANCE_WITNESSES_H

#include "compliance/note.h"

enum { WITNESSES_MAX = 16, WITNESS_URL = 256 };

struct witnesses {
	int count;
	struct {
		struct note_key key;
		char url[WITNESS_URL];	/* before /add-checkpoint, without a slash at its end */
	} at[WITNESSES_MAX];
};

/* text: "VKEY URL, VKEY URL"; empty: none. */
bool witnesses_read(const char *text, struct witnesses *out, struct err *err) warn_unused;
/* How many of them have cosigned the note; a false cosignature is a failure. */
bool witnesses_count(const struct witnesses *witnesses, struct view note, int *out, struct err *err) warn_unused;

#endif
