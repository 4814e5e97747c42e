/* checked_text.c - texts as `campaign approve` leaves them. */
#include "tests/support/checked_text.h"

#include "tests/support/database.h"

void
test_text_checked(struct db *db)
{
	test_sql(db, "update campaign set text_checked_at = created_at, text_sha256 = campaign_text_sha256(subject, body), "
	    "warning = true, neutral = true, stop_path = true, human_key = true, offer_until = '2027-12-31Z', "
	    "sms_category = case class when 'AD' then 'advertising' else 'service' end, carrier_template = 'T-1' "
	    "where text_checked_at is null");
}
