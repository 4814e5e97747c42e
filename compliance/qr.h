/* qr.h - a QR code on paper: drawn as squares, level M, so that a stained sheet is still read. */
#ifndef COMPLIANCE_QR_H
#define COMPLIANCE_QR_H

#include <cairo.h>

#include "base/buf.h"
#include "base/err.h"

/* Points; side: of the whole code. */
bool qr_draw(cairo_t *cairo, struct view bytes, double x, double y, double side, struct err *err) warn_unused;

#endif
