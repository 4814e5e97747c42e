/* erasure_paper.c - the destruction act on paper: cairo makes the PDF, pango shapes the text. */
#include "compliance/erasure.h"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

/* Points: A4. */
static const double WIDTH = 595.276, HEIGHT = 841.89, MARGIN = 56;

static cairo_status_t
take_bytes(void *out, const unsigned char *bytes, unsigned int len)
{
	buf_add(out, bytes, len);
	return CAIRO_STATUS_SUCCESS;
}

/* Line by line, so that a long act goes on over the page. */
static void
draw(cairo_t *cairo, PangoLayout *layout)
{
	double y = MARGIN;

	for (int i = 0; i < pango_layout_get_line_count(layout); i++) {
		PangoLayoutLine *line = pango_layout_get_line_readonly(layout, i);
		PangoRectangle box;
		pango_layout_line_get_extents(line, NULL, &box);
		double height = (double)box.height / PANGO_SCALE;
		if (y + height > HEIGHT - MARGIN) {
			cairo_show_page(cairo);
			y = MARGIN;
		}
		cairo_move_to(cairo, MARGIN, y + (double)PANGO_ASCENT(box) / PANGO_SCALE);
		pango_cairo_show_layout_line(cairo, line);
		y += height;
	}
	cairo_show_page(cairo);
}

void
erasure_paper_write(const char *act, struct buf *pdf)
{
	cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(take_bytes, pdf, WIDTH, HEIGHT);
	cairo_t *cairo = cairo_create(surface);
	PangoLayout *layout = pango_cairo_create_layout(cairo);
	PangoFontDescription *font = pango_font_description_from_string("PT Sans 10.5");

	/* The act says its date; the moment of drawing is nobody's matter. */
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, "2000-01-01T00:00:00Z");
	pango_layout_set_font_description(layout, font);
	pango_font_description_free(font);
	pango_layout_set_width(layout, (int)((WIDTH - 2 * MARGIN) * PANGO_SCALE));
	pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
	pango_layout_set_text(layout, act, -1);
	draw(cairo, layout);
	g_object_unref(layout);
	cairo_destroy(cairo);
	cairo_surface_finish(surface);
	must(cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS);
	cairo_surface_destroy(surface);
}
