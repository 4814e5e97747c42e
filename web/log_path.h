/*
 * log_path.h - which names below the log's folder exist at all, by the grammar of C2SP tlog-tiles.  Pure.
 *
 *   LEVEL/INDEX[.p/WIDTH] and entries/INDEX[.p/WIDTH], where INDEX is groups
 *   of three digits, all but the last with an x before: x001/x234/067.
 */
#ifndef WEB_LOG_PATH_H
#define WEB_LOG_PATH_H

#include "base/buf.h"

bool log_path_is_tile(struct view path);
/* The index of a full bundle, "entries/x001/067"; path is a tile's.  False when it is another or a partial one. */
bool log_path_bundle(struct view path, uint64_t *index);

#endif
