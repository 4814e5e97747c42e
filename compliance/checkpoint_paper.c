/* checkpoint_paper.c - a checkpoint as a PDF for the paper journal. */
#include "compliance/checkpoint_paper.h"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

#include "base/clock.h"
#include "compliance/qr.h"

/* Points: A4. */
static const double WIDTH = 595.276, HEIGHT = 841.89, MARGIN = 56, QR_SIDE = 200, GAP = 14;
static const char FONT[] = "PT Sans 10.5", BOLD[] = "PT Sans Bold 14", FIXED[] = "PT Mono 8";

static cairo_status_t
take_bytes(void *out, const unsigned char *bytes, unsigned int len)
{
	buf_add(out, bytes, len);
	return CAIRO_STATUS_SUCCESS;
}

static void
paragraph(cairo_t *cairo, double *y, const char *font, struct view text)
{
	PangoLayout *layout = pango_cairo_create_layout(cairo);
	PangoFontDescription *description = pango_font_description_from_string(font);
	int width, height;

	pango_layout_set_font_description(layout, description);
	pango_font_description_free(description);
	pango_layout_set_width(layout, (int)((WIDTH - 2 * MARGIN) * PANGO_SCALE));
	pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
	pango_layout_set_text(layout, text.data, (int)text.len);
	pango_layout_get_size(layout, &width, &height);
	cairo_move_to(cairo, MARGIN, *y);
	pango_cairo_show_layout(cairo, layout);
	*y += (double)height / PANGO_SCALE + GAP;
	g_object_unref(layout);
}

static bool
draw(cairo_t *cairo, struct view note, const struct checkpoint *checkpoint, const struct note_key *key, int64_t at,
    struct err *err)
{
	struct buf text = {0};
	char instant[28];
	double y = MARGIN;

	instant_format(at, instant);
	paragraph(cairo, &y, BOLD, view_of("Контрольная точка журнала"));
	buf_add_format(&text, "Журнал %s, записей: %llu. Отпечатано %.16sZ (время всемирное).\n\nЭтот лист доказывает, что первые %llu записей "
	    "журнала были тогда именно такими: если журнал потом перепишут или укоротят, он с листом не сойдётся. Вклейте лист в бумажный "
	    "журнал и храните отдельно от компьютера.", key->name, (unsigned long long)checkpoint->size, instant,
	    (unsigned long long)checkpoint->size);
	paragraph(cairo, &y, FONT, buf_view(&text));
	paragraph(cairo, &y, FIXED, note);
	bool drawn = qr_draw(cairo, note, MARGIN, y, QR_SIDE, err);
	y += QR_SIDE + GAP;
	buf_clear(&text);
	buf_add_text(&text, "В QR-коде те же строки. Проверка: сохраните их в файл ТОЧКА и выполните\n"
	    "dozvon audit verify КАТАЛОГ --since ТОЧКА --key КЛЮЧ\n\nКлюч проверки: ");
	note_key_format(key, &text);
	buf_add_text(&text, "\n\n\nВклеено (дата) ____________________   Кто (фамилия, подпись) ________________________________");
	paragraph(cairo, &y, FONT, buf_view(&text));
	buf_release(&text);
	cairo_show_page(cairo);
	return drawn;
}

bool
checkpoint_paper_write(struct view note, const struct checkpoint *checkpoint, const struct note_key *key, int64_t at,
    struct buf *pdf, struct err *err)
{
	cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(take_bytes, pdf, WIDTH, HEIGHT);
	cairo_t *cairo = cairo_create(surface);

	/* The page says when it was printed; the same checkpoint at the same time gives the same bytes. */
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, "2000-01-01T00:00:00Z");
	bool drawn = draw(cairo, note, checkpoint, key, at, err);
	cairo_destroy(cairo);
	cairo_surface_finish(surface);
	must(cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS);
	cairo_surface_destroy(surface);
	return drawn;
}
