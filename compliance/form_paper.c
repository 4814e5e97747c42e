/* form_paper.c - drawing the sheets: cairo makes the PDF, pango shapes the text. */
#include "compliance/form_paper.h"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>
#include <stdio.h>

#include "compliance/qr.h"

/* Points: A4 is 595 by 842. */
static const double WIDTH = 595.276, HEIGHT = 841.89, MARGIN = 56, FOOT = 120, BOX = 13, QR_SIDE = 78;
static const char FONT[] = "PT Sans 10.5", BOLD[] = "PT Sans Bold 13", SMALL[] = "PT Sans 8";

struct sheet {
	cairo_t *cairo;
	const struct form_paper *paper;
	const struct form_item *item;
	double y;
};

static cairo_status_t
take_bytes(void *out, const unsigned char *bytes, unsigned int len)
{
	buf_add(out, bytes, len);
	return CAIRO_STATUS_SUCCESS;
}

static void
start_page(struct sheet *sheet)
{
	cairo_show_page(sheet->cairo);
	sheet->y = MARGIN;
}

static PangoLayout *
layout_of(struct sheet *sheet, const char *font, const char *text, double width)
{
	PangoLayout *layout = pango_cairo_create_layout(sheet->cairo);
	PangoFontDescription *description = pango_font_description_from_string(font);

	pango_layout_set_font_description(layout, description);
	pango_font_description_free(description);
	pango_layout_set_width(layout, (int)(width * PANGO_SCALE));
	pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
	pango_layout_set_text(layout, text, -1);
	return layout;
}

/* Line by line, so that a long text goes on over the page. */
static void
paragraph(struct sheet *sheet, const char *font, const char *text, bool justified)
{
	PangoLayout *layout = layout_of(sheet, font, text, WIDTH - 2 * MARGIN);

	pango_layout_set_justify(layout, justified);
	for (int i = 0; i < pango_layout_get_line_count(layout); i++) {
		PangoLayoutLine *line = pango_layout_get_line_readonly(layout, i);
		PangoRectangle box;
		pango_layout_line_get_extents(line, NULL, &box);
		double height = (double)box.height / PANGO_SCALE;
		if (sheet->y + height > HEIGHT - MARGIN)
			start_page(sheet);
		cairo_move_to(sheet->cairo, MARGIN + (double)box.x / PANGO_SCALE, sheet->y + (double)PANGO_ASCENT(box) / PANGO_SCALE);
		pango_cairo_show_layout_line(sheet->cairo, line);
		sheet->y += height;
	}
	g_object_unref(layout);
}

static double
words(struct sheet *sheet, const char *font, double x, double y, const char *text)
{
	PangoLayout *layout = layout_of(sheet, font, text, WIDTH - x - MARGIN);
	int width, height;

	pango_layout_get_size(layout, &width, &height);
	cairo_move_to(sheet->cairo, x, y);
	pango_cairo_show_layout(sheet->cairo, layout);
	g_object_unref(layout);
	return (double)width / PANGO_SCALE;
}

static void
rule(struct sheet *sheet, double from, double until, double y)
{
	cairo_set_line_width(sheet->cairo, 0.6);
	cairo_move_to(sheet->cairo, from, y);
	cairo_line_to(sheet->cairo, until, y);
	cairo_stroke(sheet->cairo);
}

/* A label and a line to write on; what is known stands on the line. */
static void
blank(struct sheet *sheet, const char *label, const char *known)
{
	enum { STEP = 24 };

	if (sheet->y + STEP > HEIGHT - MARGIN)
		start_page(sheet);
	double x = MARGIN + words(sheet, FONT, MARGIN, sheet->y + 6, label) + 6;
	if (known != NULL)
		words(sheet, FONT, x + 4, sheet->y + 6, known);
	rule(sheet, x, WIDTH - MARGIN, sheet->y + 21);
	sheet->y += STEP;
}

static void
box(struct sheet *sheet, double x, const char *label)
{
	cairo_set_line_width(sheet->cairo, 1);
	cairo_rectangle(sheet->cairo, x, sheet->y, BOX, BOX);
	cairo_stroke(sheet->cairo);
	words(sheet, FONT, x + BOX + 8, sheet->y - 1, label);
}

/* Refusing is as easy as agreeing: the same box, the same line, nothing ticked. */
static void
boxes(struct sheet *sheet)
{
	if (sheet->y + 40 > HEIGHT - MARGIN)
		start_page(sheet);
	sheet->y += 14;
	box(sheet, MARGIN, "Согласен (согласна)");
	box(sheet, WIDTH / 2, "Не согласен (не согласна)");
	sheet->y += BOX + 12;
}

static void
signer(struct sheet *sheet)
{
	blank(sheet, "Фамилия, имя, отчество:", NULL);
	blank(sheet, "Телефон или эл. почта:", sheet->paper->contact);
	if (sheet->item->code != CONSENT_HEALTH_WRITTEN)
		return;
	/* 152-FZ art. 9(4): what a written consent names (C-03). */
	blank(sheet, "Адрес:", NULL);
	blank(sheet, "Документ, удостоверяющий личность (вид, номер):", NULL);
	blank(sheet, "Кем и когда выдан:", NULL);
	blank(sheet, "Представитель (если подписывает он): Ф. И. О., адрес, документ:", NULL);
	blank(sheet, "", NULL);
	blank(sheet, "Документ о полномочиях представителя:", NULL);
}

static bool
draw_qr(struct sheet *sheet, double x, double y, struct err *err)
{
	char mark[FORM_MARK];

	form_mark(sheet->item, mark);
	return qr_draw(sheet->cairo, view_of(mark), x, y, QR_SIDE, err);
}

/* At the foot of the last page: which text this is, for people and for the scanner. */
static bool
foot(struct sheet *sheet, struct err *err)
{
	char line[160];
	double y = HEIGHT - MARGIN - QR_SIDE + 10;

	if (sheet->y > HEIGHT - FOOT - 10)
		start_page(sheet);
	snprintf(line, sizeof(line), "Текст № %lld «%.60s», версия %lld", (long long)sheet->item->wording_id,
	    sheet->item->wording, (long long)sheet->item->version);
	words(sheet, SMALL, MARGIN, y, line);
	int len = snprintf(line, sizeof(line), "SHA-256 ");
	for (int i = 0; i < SHA256_SIZE; i++)
		len += snprintf(line + len, sizeof(line) - (size_t)len, "%02x", sheet->item->sha256[i]);
	words(sheet, SMALL, MARGIN, y + 12, line);
	words(sheet, SMALL, MARGIN, y + 32, "Заполняет сотрудник. Личность установлена по документу (вид): ___________________________");
	words(sheet, SMALL, MARGIN, y + 50, "Сотрудник: _________________________   подпись: _______________");
	return draw_qr(sheet, WIDTH - MARGIN - QR_SIDE, y, err);
}

static void
heading(struct sheet *sheet)
{
	const struct form *form = sheet->paper->form;
	struct buf operator = {0};

	buf_add_format(&operator, "Согласие: %s\n", consent_code_russian(sheet->item->code));
	paragraph(sheet, BOLD, operator.data, false);
	buf_clear(&operator);
	buf_add_format(&operator, "%s, ИНН %lld", form->entity, (long long)form->legal_entity_inn);
	if (form->ogrn > 0)
		buf_add_format(&operator, ", ОГРН %lld", (long long)form->ogrn);
	paragraph(sheet, FONT, operator.data, false);
	buf_release(&operator);
	sheet->y += 8;
}

static bool
draw_sheet(struct sheet *sheet, struct err *err)
{
	sheet->y = MARGIN;
	heading(sheet);
	signer(sheet);
	sheet->y += 10;
	paragraph(sheet, FONT, sheet->item->body, true);
	boxes(sheet);
	paragraph(sheet, SMALL, "Отметьте одно из двух. Отказ ни на что не влияет: лечение и обслуживание от этого согласия не зависят. "
	    "Данное согласие можно отозвать в любое время.", false);
	sheet->y += 6;
	blank(sheet, "Дата, подпись, расшифровка:", NULL);
	if (!foot(sheet, err))
		return false;
	cairo_show_page(sheet->cairo);
	return true;
}

bool
form_paper_write(const struct form_paper *paper, struct buf *out, struct err *err)
{
	size_t before = out->len;
	cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(take_bytes, out, WIDTH, HEIGHT);
	struct sheet sheet = {.cairo = cairo_create(surface), .paper = paper};
	int sheets = 0;
	bool drawn = true;

	/* Without a date the moment of drawing would stand in it, and two prints of one text would differ. */
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, "2000-01-01T00:00:00Z");
	for (int i = 0; i < paper->form->items && drawn; i++)
		if (paper->place == 0 || paper->place == paper->form->item[i].place) {
			sheet.item = &paper->form->item[i];
			drawn = draw_sheet(&sheet, err);
			sheets++;
		}
	cairo_destroy(sheet.cairo);
	cairo_surface_finish(surface);
	must(cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS);
	cairo_surface_destroy(surface);
	if (drawn && sheets == 0)
		drawn = fail(err, ERR_ABSENT, "the form has no such text");
	if (!drawn)
		out->len = before;
	return drawn;
}
