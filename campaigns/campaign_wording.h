/*
 * campaign_wording.h - what a campaign's file says of its text: text: or template: NAME@VERSION, and its terms.
 */
#ifndef CAMPAIGNS_CAMPAIGN_WORDING_H
#define CAMPAIGNS_CAMPAIGN_WORDING_H

#include "campaigns/template_version.h"
#include "config/yaml.h"
#include "db/db.h"

struct campaign_wording {
	struct buf body;		/* the campaign's fields are put in */
	const char *subject, *sender;	/* NULL: none; of the file or of version */
	const char *sms_category, *carrier_template;
	int64_t offer_until;
	bool professionals;
	const struct yaml *node;	/* text: or template:, for errors */
	struct template_version version;	/* id 0: no template */
};

/* A template must be approved and of the same class, channel and purpose; its terms are not said twice. */
bool campaign_wording_read(struct db *db, const struct yaml *file, struct campaign_wording *out, struct err *err)
    warn_unused;
/* The columns beside the body, in the creating transaction. */
bool campaign_wording_store(struct db *db, int64_t campaign, const struct campaign_wording *wording, struct err *err)
    warn_unused;
void campaign_wording_release(struct campaign_wording *wording);

#endif
