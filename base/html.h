/* html.h - text in HTML. */
#ifndef BASE_HTML_H
#define BASE_HTML_H

#include "base/buf.h"

/* < > & " ' as entities: fit for an element's text and for a quoted attribute. */
void html_escape(struct view text, struct buf *out);

#endif
