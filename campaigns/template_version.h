/*
 * template_version.h - a template's version: a text with its class, channel, purpose and what the law asks beside it.
 *
 * Written from a YAML file, never changed, approved once by another person
 * than its author; a campaign names it as NAME@VERSION.
 */
#ifndef CAMPAIGNS_TEMPLATE_VERSION_H
#define CAMPAIGNS_TEMPLATE_VERSION_H

#include "campaigns/template.h"
#include "compliance/lint.h"
#include "config/yaml.h"
#include "db/db.h"

struct template_version {
	int64_t id;
	char name[64];
	int64_t version;
	enum message_class class;
	enum channel channel;
	enum purpose purpose;
	char subject[256], sender[128], sms_category[24], carrier_template[64], price_list[64], licence[64];
	char *body;			/* owned */
	int64_t offer_until, price;	/* price in kopecks; 0: none */
	bool professionals;
	int64_t author;
	char author_login[64], approver_login[64];	/* approver "": not approved */
	int64_t approved_at, created_at;
	char sha256[65];
};

void template_version_release(struct template_version *version);
/* From its file; errors name file, line, key and remedy. */
bool template_version_read(const char *path, struct template_version *out, struct err *err) warn_unused;
/* From the bytes of such a file, called so in errors. */
bool template_version_parse(const char *file, struct view text, struct template_version *out, struct err *err) warn_unused;
/* What the linter says of it as it stands. licence: the register's word is asked of the campaign. */
void template_version_lint(const struct template_version *version, const struct content_words *words, int64_t now,
    struct lint *out);

/* Stores a new version with its entry; out gets id and number. */
bool template_version_add(struct db *db, struct template_version *version, const char *author,
    const struct content_words *words, int64_t now, struct err *err) warn_unused;
/* "NAME@VERSION"; ERR_ABSENT when there is none. */
bool template_version_load(struct db *db, const char *name, struct template_version *out, struct err *err) warn_unused;
/* ERR_REFUSED for the author, one who may not, and a text with findings that are errors. */
bool template_version_approve(struct db *db, const char *name, const char *login, const struct content_words *words,
    int64_t now, struct lint *out, struct err *err) warn_unused;

/* An offer's day lasts until its end in Moscow; another instant is meant as it stands. */
bool template_offer_until(const struct yaml *file, int64_t *out, struct err *err) warn_unused;
/* Is this a category that carriers know? */
bool template_category_is_known(const char *word);

#endif
