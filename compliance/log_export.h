/* log_export.h - a copy of a log as its checkpoint signed it, complete for a verifier written by others. */
#ifndef COMPLIANCE_LOG_EXPORT_H
#define COMPLIANCE_LOG_EXPORT_H

#include "compliance/checkpoint.h"

/* Copies tiles, bundles and, last, the checkpoint from the log in `from` to the folder `to`. */
bool log_export(const char *from, const char *to, const struct note_key *key, struct checkpoint *out,
    struct err *err) warn_unused;

#endif
