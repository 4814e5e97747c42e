/* refusal_choice.h - the buttons by which a person refuses on our public pages: the same words on each of them. */
#ifndef WEB_REFUSAL_CHOICE_H
#define WEB_REFUSAL_CHOICE_H

#include "base/buf.h"
#include "compliance/words.h"

/* Inside a form. */
void refusal_choice_buttons(struct buf *body);
/* SCOPE_UNKNOWN: no button of ours. */
enum scope refusal_choice_scope(const char *word);

/* The one that nobody presses for another: the data are destroyed after it, so it stands only where the address is proven. */
void refusal_choice_withdrawal(struct buf *body);
bool refusal_choice_is_withdrawal(const char *word);

#endif
