/* read.h - the trace of a read over the API: who asked, and the person_read that must be kept before the answer. */
#ifndef WEB_READ_H
#define WEB_READ_H

#include "compliance/person_read_store.h"
#include "web/route.h"

/* An answer that shows nobody leaves no trace. */
bool read_note(struct call *call, struct db *db, struct person_read *read, struct err *err) warn_unused;

#endif
