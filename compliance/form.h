/*
 * form.h - a form that asks for consents: registered texts, one box each, and what each box permits.
 *
 * Each text is a document of its own (C-01), each box is independent, none is
 * ticked beforehand, none must be ticked (C-07).  The same form is a page, a
 * sheet of paper at the desk and what an agent reads out.
 */
#ifndef COMPLIANCE_FORM_H
#define COMPLIANCE_FORM_H

#include "base/crypto.h"
#include "compliance/entry.h"
#include "compliance/words.h"
#include "db/db.h"

enum { FORM_ITEMS = 12, FORM_NAME = 41 };

struct form_item {
	int place;			/* from 1 */
	int64_t wording_id;
	enum consent_code code;
	const char *wording;		/* its name */
	int64_t version;
	const char *language;
	const char *body;		/* the exact text */
	uint8_t sha256[SHA256_SIZE];	/* of it */
	uint16_t channels, purposes;	/* 0 when the item is a text outside any form */
	const char *processors;		/* JSON array of texts */
	int64_t months;			/* the term; 0: until it is taken back */
};

struct form {
	int64_t id;
	char name[FORM_NAME];
	int64_t legal_entity_inn, ogrn;
	const char *entity;		/* its name */
	const char *title;
	int64_t sms_campaign, email_campaign;	/* what sends the code or the link; 0: none */
	const char *frame_origins;	/* "": nobody may show it in a frame */
	const char *zone;		/* IANA name of the clinic's zone; "" */
	bool shows;			/* takes no consents: behind its code a person sees what we hold (why.h) */
	const char *place;		/* where the entity is; "" */
	int items;
	struct form_item item[FORM_ITEMS];
	struct rows *rows[2];		/* own the texts */
};

/* ERR_ABSENT when there is none of that name. */
bool form_load(struct db *db, const char *name, struct form *out, struct err *err) warn_unused;
bool form_load_by_id(struct db *db, int64_t id, struct form *out, struct err *err) warn_unused;
/* A form of one text that belongs to no form: to print it. */
bool form_of_wording(struct db *db, int64_t wording, struct form *out, struct err *err) warn_unused;
void form_release(struct form *form);
/* The item at a place; NULL. */
const struct form_item *form_item_at(const struct form *form, int place);
/* SHA-256 over the texts in their order: what a page showed. */
void form_shown(const struct form *form, uint8_t out[SHA256_SIZE]);

struct form_new {
	const char *name, *title;
	int64_t legal_entity_inn;
	int64_t sms_campaign, email_campaign;
	const char *frame_origins;
	bool shows;
};
bool form_add(struct db *db, const struct form_new *form, const struct entry *who, struct err *err) warn_unused;

struct form_item_new {
	const char *form;
	int64_t wording_id;
	uint16_t channels, purposes;
	const char *processors;		/* JSON array of texts */
	int64_t months;
};
bool form_item_add(struct db *db, const struct form_item_new *item, const struct entry *who, int64_t *place,
    struct err *err) warn_unused;

#endif
