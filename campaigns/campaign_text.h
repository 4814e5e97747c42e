/*
 * campaign_text.h - the linter's word on a campaign's text, in the transaction that approves it.
 */
#ifndef CAMPAIGNS_CAMPAIGN_TEXT_H
#define CAMPAIGNS_CAMPAIGN_TEXT_H

#include "compliance/lint.h"
#include "db/db.h"

/*
 * Reads the text of a locked campaign and writes what was found beside it:
 * text_checked_at, text_sha256, warning, neutral, stop_path, human_key,
 * offer_until.  ERR_REFUSED when a finding is an error or the template is not
 * approved; out, which is the caller's, has the findings either way.
 */
bool campaign_text_check(struct db *db, int64_t id, const struct content_words *words, int64_t now, struct lint *out,
    struct err *err) warn_unused;
/* err for a text with findings: the first errors in words; the rest is counted. */
bool campaign_text_refused(const struct lint *lint, struct err *err);

#endif
