/* paper.c - a text on A4, line by line, so that a long one goes on over the page: cairo makes the PDF, pango shapes the text. */
#include "compliance/paper.h"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>
#include <stdio.h>
#include <string.h>

#include "base/err.h"

/* Points: A4. */
static const double WIDTH = 595.276, HEIGHT = 841.89, MARGIN = 56, ABOVE_HEADING = 8, WITH_HEADING = 62, WITH_NUMBER = 40;
static const char FONT[] = "PT Sans 10.5", BOLD[] = "PT Sans Bold 11.5", SMALL[] = "PT Sans 8";

struct sheet {
	cairo_t *cairo;
	PangoLayout *layout;
	double y;
	int page;
};

static void
set(struct sheet *sheet, const char *font, const char *text, int len)
{
	PangoFontDescription *description = pango_font_description_from_string(font);

	pango_layout_set_font_description(sheet->layout, description);
	pango_font_description_free(description);
	pango_layout_set_text(sheet->layout, text, len);
}

static void
end_page(struct sheet *sheet)
{
	char number[24];

	snprintf(number, sizeof(number), "%d", ++sheet->page);
	pango_layout_set_indent(sheet->layout, 0);
	set(sheet, SMALL, number, -1);
	cairo_move_to(sheet->cairo, WIDTH / 2, HEIGHT - MARGIN / 2);
	pango_cairo_show_layout(sheet->cairo, sheet->layout);
	cairo_show_page(sheet->cairo);
	sheet->y = MARGIN;
}

/* What is wrapped goes on under its own beginning. */
static void
line(struct sheet *sheet, const char *font, const char *text, int len)
{
	int from = 0;
	size_t spaces = strspn(text, " ");

	set(sheet, font, text, len);
	pango_layout_set_indent(sheet->layout, -(int)spaces * 3 * PANGO_SCALE);
	while (from < pango_layout_get_line_count(sheet->layout)) {
		PangoLayoutLine *one = pango_layout_get_line_readonly(sheet->layout, from);
		PangoRectangle box;
		pango_layout_line_get_extents(one, NULL, &box);
		double height = (double)box.height / PANGO_SCALE;
		if (sheet->y + height > HEIGHT - MARGIN) {
			end_page(sheet);
			set(sheet, font, text, len);
			pango_layout_set_indent(sheet->layout, -(int)spaces * 3 * PANGO_SCALE);
			one = pango_layout_get_line_readonly(sheet->layout, from);
		}
		cairo_move_to(sheet->cairo, MARGIN + (from > 0 ? (double)spaces * 3 : 0), sheet->y + (double)PANGO_ASCENT(box) / PANGO_SCALE);
		pango_cairo_show_layout_line(sheet->cairo, one);
		sheet->y += height;
		from++;
	}
}

static void
heading(struct sheet *sheet, const char *text, int len)
{
	sheet->y += sheet->y > MARGIN ? ABOVE_HEADING : 0;
	if (sheet->y + WITH_HEADING > HEIGHT - MARGIN)
		end_page(sheet);
	line(sheet, BOLD, text, len);
}

/* "12.": the number of what follows does not stay behind on its page either. */
static bool
is_number(const char *text, size_t len)
{
	return len > 1 && strspn(text, "0123456789") == len - 1 && text[len - 1] == '.';
}

static void
draw(struct sheet *sheet, const char *text)
{
	while (*text != '\0') {
		size_t len = strcspn(text, "\n");
		if (is_number(text, len) && sheet->y + WITH_NUMBER > HEIGHT - MARGIN)
			end_page(sheet);
		if (strncmp(text, "# ", 2) == 0)
			heading(sheet, text + 2, (int)len - 2);
		else
			line(sheet, FONT, text, (int)len);
		text += len + (text[len] == '\n');
	}
	end_page(sheet);
}

static cairo_status_t
take_bytes(void *out, const unsigned char *bytes, unsigned int len)
{
	buf_add(out, bytes, len);
	return CAIRO_STATUS_SUCCESS;
}

void
paper_write(const char *text, struct buf *pdf)
{
	cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(take_bytes, pdf, WIDTH, HEIGHT);
	struct sheet sheet = {.cairo = cairo_create(surface), .y = MARGIN};

	/* A paper says its date; the moment of drawing is nobody's matter. */
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, "2000-01-01T00:00:00Z");
	sheet.layout = pango_cairo_create_layout(sheet.cairo);
	pango_layout_set_width(sheet.layout, (int)((WIDTH - 2 * MARGIN) * PANGO_SCALE));
	pango_layout_set_wrap(sheet.layout, PANGO_WRAP_WORD_CHAR);
	draw(&sheet, text);
	g_object_unref(sheet.layout);
	cairo_destroy(sheet.cairo);
	cairo_surface_finish(surface);
	must(cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS);
	cairo_surface_destroy(surface);
}
