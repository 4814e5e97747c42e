/*
 * text_preview.h - a text as its channel will carry it: an SMS in parts, a letter with its subject, a script with the lines to be read out.
 */
#ifndef CAMPAIGNS_TEXT_PREVIEW_H
#define CAMPAIGNS_TEXT_PREVIEW_H

#include "campaigns/template_version.h"

/* name: of an imagined party. ERR_INPUT when a field of the campaign is not known. */
bool text_preview(const struct template_version *version, const struct content_words *words, const char *name,
    struct buf *out, struct err *err) warn_unused;
/* An SMS counted, for people: encoding, characters, parts, the first character outside GSM 03.38. */
void text_preview_parts(struct view text, struct buf *out);

#endif
