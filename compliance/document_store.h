/*
 * document_store.h - the registers in the database, and what they say to a campaign that is to be approved.
 *
 * A document is added and never changed; a newer one of the same number
 * stands in its place.  Which kinds a campaign needs the clinic decides
 * (document_demand_set): without such a demand nothing is denied.
 */
#ifndef COMPLIANCE_DOCUMENT_STORE_H
#define COMPLIANCE_DOCUMENT_STORE_H

#include "compliance/document.h"
#include "compliance/entry.h"

/* owner: a login of the staff.  file_sha256: NULL when there is no file. Its entry in the same transaction. */
bool document_add(struct db *db, const struct document *document, const uint8_t *file_sha256, const struct entry *who,
    int64_t *id, struct err *err) warn_unused;
/* Those in force, by kind and number; kind: DOCUMENT_UNKNOWN for all; inn: 0 for all. Free the list. */
bool document_list(struct db *db, enum document_kind kind, int64_t inn, struct document **out, int *count, struct err *err)
    warn_unused;
/* From now on (or no longer) campaigns need a valid one. */
bool document_demand_set(struct db *db, enum document_kind kind, bool needed, const struct entry *who, struct err *err) warn_unused;
/* Bits of the kinds that are demanded: bit 0 is the first kind. */
bool document_demands(struct db *db, uint32_t *out, struct err *err) warn_unused;

/*
 * What an entity has none of, of all that the law always asks for and all that is demanded; entity 0: of each. A change
 * of the notification is demanded only when there was one.
 */
typedef void document_lack(void *context, int64_t legal_entity_inn, enum document_kind kind);
bool document_lacking(struct db *db, int64_t inn, document_lack *show, void *context, int *count, struct err *err) warn_unused;

/*
 * In the transaction that approves a campaign.  ERR_REFUSED naming the demanded document that is missing or overdue; or
 * when the purpose is outside the entity's notification and the approver is not compliance or says no reason.
 * An entity without any notification on record is a matter of the demand for one.
 */
bool document_permits(struct db *db, int64_t campaign, const char *login, const char *why, int64_t now, struct err *err) warn_unused;

#endif
