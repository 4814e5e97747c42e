/*
 * sender.h - under which number or name we appear: caller numbers with their labels (law.md G-19, P-06), SMS sender
 * names with their categories and carrier templates (M-09).
 *
 * A number that a carrier has blocked is not replaced on the quiet: for the
 * same campaign, or one like it, that takes a compliance officer.
 */
#ifndef CAMPAIGNS_SENDER_H
#define CAMPAIGNS_SENDER_H

#include "campaigns/register.h"

enum { LABEL_CHARACTERS = 32, SENDER_CHARACTERS = 11, SENDER_CARRIERS = 24 };

/* As a person wrote them; NULL or "" is not said. */
struct number_text {
	const char *number, *owner, *label, *category, *contract, *until, *order;
};
struct sender_text {
	const char *entity, *name, *categories, *carriers, *contract, *until;
};
struct template_text {
	const char *entity, *sender, *name, *category, *carrier, *body, *until;
};
bool number_state(struct db *db, const struct number_text *text, bool change, const struct stater *stater, int64_t *id,
    struct err *err) warn_unused;
/* A carrier blocks it, or we give it up: it calls no more, from the next claim on. */
bool number_end(struct db *db, const char *number, bool blocked, const char *reason, const struct stater *stater,
    struct err *err) warn_unused;
/* Another number for a campaign whose own was blocked; the stater is a compliance officer. */
bool number_replace(struct db *db, int64_t campaign, const char *number, const char *reason, const struct stater *stater,
    struct err *err) warn_unused;
bool sender_state(struct db *db, const struct sender_text *text, const struct stater *stater, int64_t *id,
    struct err *err) warn_unused;
bool sender_retire(struct db *db, const char *entity, const char *name, const char *reason, const struct stater *stater,
    struct err *err) warn_unused;
bool template_state(struct db *db, const struct template_text *text, const struct stater *stater, int64_t *id,
    struct err *err) warn_unused;
/* The carrier takes it back, or we give it up: no new campaign names it. */
bool template_retire(struct db *db, const struct template_text *text, const char *reason, const struct stater *stater,
    struct err *err) warn_unused;

/* Characters as a person counts them. */
int characters(const char *text);
/* Latin letters, digits, a few signs, at most 11, or digits alone up to 15. */
bool sender_name_is_right(const char *name);
/* Whether a text is what the carrier registered: %w a word, %d a number, %w{1,5} up to five of them. */
bool carrier_template_fits(const char *registered, const char *text);

/* What a campaign wants to appear under, against the registers.  ERR_INPUT: said for the person who writes the campaign. */
struct appearance {
	int64_t entity;
	const char *purpose;
	bool advertising;
	const char *sender;		/* SMS */
	const char *category;		/* of SMS; NULL: by the class */
	const char *carrier_template;	/* NULL: none */
	const char *text;
	const char *number;		/* calls */
	const int64_t *list;
	int lists;
	bool by_officer;		/* the author is one */
};
bool sender_check(struct db *db, const struct appearance *appearance, int64_t now, struct err *err) warn_unused;
/* Writes the checked category and template into the campaign's row, in the open transaction. */
bool sender_record(struct db *db, int64_t campaign, const struct appearance *appearance, struct err *err) warn_unused;
bool number_check(struct db *db, const struct appearance *appearance, int64_t now, struct err *err) warn_unused;

#endif
