/* matter.h - a matter as JSON, and what the handlers of matters share. */
#ifndef WEB_MATTER_H
#define WEB_MATTER_H

#include "base/json.h"
#include "compliance/matter_act_store.h"
#include "web/body.h"
#include "web/route.h"

/* An object of the schema Matter. */
void matter_write(const struct matter *matter, const struct policy *policy, int64_t now, struct json *json);

/* Work that answers with JSON, with the pack it needs for the clocks; a failure is replied as a problem. */
typedef bool matter_work(struct call *call, const struct policy *policy, struct buf *out, struct err *err);
void matter_answer(struct call *call, matter_work *work);
/* The matter as it stands now; the read leaves its trace. */
bool matter_reply_one(struct call *call, int64_t id, const struct policy *policy, struct buf *out, struct err *err) warn_unused;

/* In which words, with which document; the act points into it. */
struct matter_deed_text {
	char says[1024];
	uint8_t sha[SHA256_SIZE];
};
/* The matter of the path, and the body, to be freed by the caller also on failure. */
bool matter_read_deed(struct call *call, const char *const *known, struct matter_deed_text *text, struct matter_act *out,
    struct body **body, struct err *err) warn_unused;

#endif
