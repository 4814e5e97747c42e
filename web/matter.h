/* matter.h - a matter as JSON. */
#ifndef WEB_MATTER_H
#define WEB_MATTER_H

#include "base/json.h"
#include "compliance/matter.h"

/* An object of the schema Matter. */
void matter_write(const struct matter *matter, const struct policy *policy, int64_t now, struct json *json);

#endif
