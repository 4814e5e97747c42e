/*
 * capsule_story.h - what happened with one address, told twice while it is read: story.json for machines, story.txt in
 * Russian for people.
 *
 * A part is an array of story.json with each of its things on one line, in
 * compact JSON, so that a reader needs no more than lines
 * (tools/capsule-verify).  Labels and words are those of capsule_words.def.
 */
#ifndef COMPLIANCE_CAPSULE_STORY_H
#define COMPLIANCE_CAPSULE_STORY_H

#include <stdio.h>

#include "base/err.h"
#include "compliance/replay.h"
#include "db/db.h"

struct capsule_story {
	FILE *json, *text;
	const char *const *without;	/* members of things that are not told, NULL at the end; NULL: all are */
	bool some_part;			/* this is not the first part */
	int64_t things;			/* of the part so far */
};

/* about: the title; on: the one day of which it tells decisions and contacts, or NULL. */
void capsule_story_begin(struct capsule_story *story, const char *about, const char *on, int64_t at);
void capsule_story_end(struct capsule_story *story);
/* name: the array's; title: the Russian heading. */
void capsule_story_part(struct capsule_story *story, const char *name, const char *title);
void capsule_story_part_end(struct capsule_story *story);
/* One thing: a JSON object as the database wrote it. */
bool capsule_story_thing(struct capsule_story *story, const char *json, struct err *err) warn_unused;
/* A part that is the rows of one query, with the things in this column. */
bool capsule_story_rows(struct capsule_story *story, const char *name, const char *title, const struct rows *rows, int column,
    struct err *err) warn_unused;
/* The same, written already; tells nothing in story.txt. */
void capsule_story_line(struct capsule_story *story, const char *line);
/* A decision, with what each rule answered.  policy NULL: its pack is no more; said so. */
bool capsule_story_decision(struct capsule_story *story, const struct past_decision *past, int64_t campaign,
    const struct policy *policy, struct err *err) warn_unused;

#endif
