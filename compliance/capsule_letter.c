/* capsule_letter.c - drawing the reply letter: cairo makes the PDF, pango shapes the text. */
#include "compliance/capsule_letter.h"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

#include "base/clock.h"

/* Points: A4 is 595 by 842. */
static const double WIDTH = 595.276, HEIGHT = 841.89, MARGIN = 64;
static const char FONT[] = "PT Sans 11", BOLD[] = "PT Sans Bold 13";

static const struct {
	const char *whom, *ground;
} receiver[] = {
	[CAPSULE_PERSON] = {"Владельцу номера или адреса", "Ответ на обращение субъекта персональных данных "
	    "(ст. 14, 20 Федерального закона № 152-ФЗ)"},
	[CAPSULE_FAS] = {"В Федеральную антимонопольную службу", "Пояснения и доказательства согласия абонента на рекламу "
	    "(ст. 18, 33, 34 Федерального закона № 38-ФЗ)"},
	[CAPSULE_RKN] = {"В Роскомнадзор", "Сведения об обработке персональных данных одного лица "
	    "(ст. 18.1, 20, 23 Федерального закона № 152-ФЗ)"},
};
static const char CAMPAIGN_GROUND[] = "Сведения об обработке персональных данных в кампании (ст. 18.1, 20, 23 Федерального закона № 152-ФЗ)";

static cairo_status_t
take_bytes(void *out, const unsigned char *bytes, unsigned int len)
{
	buf_add(out, bytes, len);
	return CAIRO_STATUS_SUCCESS;
}

static void
paragraph(cairo_t *cairo, double *y, const char *font, double x, const char *text)
{
	PangoLayout *layout = pango_cairo_create_layout(cairo);
	PangoFontDescription *description = pango_font_description_from_string(font);
	int width, height;

	pango_layout_set_font_description(layout, description);
	pango_font_description_free(description);
	pango_layout_set_width(layout, (int)((WIDTH - x - MARGIN) * PANGO_SCALE));
	pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
	pango_layout_set_text(layout, text, -1);
	pango_layout_get_size(layout, &width, &height);
	if (*y + (double)height / PANGO_SCALE > HEIGHT - MARGIN) {
		cairo_show_page(cairo);
		*y = MARGIN;
	}
	cairo_move_to(cairo, x, *y);
	pango_cairo_show_layout(cairo, layout);
	*y += (double)height / PANGO_SCALE + 10;
	g_object_unref(layout);
}

static void
add_address(const struct capsule_letter *letter, struct buf *out)
{
	buf_add_format(out, "По адресу %s", letter->address);
	if (letter->on != NULL)
		buf_add_format(out, " за %s", letter->on);
	buf_add_format(out, " в наших записях: решений о возможности обращения — %lld, обращений — %lld; действий с согласиями — "
	    "%lld, отказов — %lld, файлов-доказательств — %lld.\n\n", (long long)letter->decisions, (long long)letter->contacts,
	    (long long)letter->consents, (long long)letter->refusals, (long long)letter->evidence);
	if (letter->contacts == 0)
		buf_add_text(out, "Обращений с нашей стороны по этому адресу в записях нет.\n\n");
	buf_add_text(out, "К письму приложен архив. В нём: story.txt — всё по порядку на русском языке: каждое решение с ответом "
	    "каждого правила закона, согласия с текстом, который был показан, отказы и что по ним сделано, текст сообщений, слова "
	    "исполнителя, договоры и роли сторон; story.json — то же для программ; evidence — документы и записи, подтверждающие "
	    "согласие; rules — правила, по которым решалось.\n\n");
}

static void
add_campaign(const struct capsule_letter *letter, struct buf *out)
{
	buf_add_format(out, "О кампании № %lld. К письму приложен архив. В нём: story.txt — на русском языке: цель и основания "
	    "обработки, тексты согласий, как они были показаны, тексты сообщений, лица, обрабатывающие данные по нашему поручению, "
	    "уведомление и другие документы, сроки хранения, акты об уничтожении (%lld), журнал доступа, реестр обращений граждан со "
	    "сроками ответа (%lld) и образцы записей: решений с ответом каждого правила закона — %lld. story.json — то же для "
	    "программ; rules — правила, по которым решалось. Имён, номеров и адресов в архиве нет: люди названы "
	    "условными знаками; сведения о любом из них мы представим по запросу.\n\n", (long long)letter->campaign,
	    (long long)letter->acts, (long long)letter->matters, (long long)letter->decisions);
}

static void
add_body(const struct capsule_letter *letter, struct buf *out)
{
	if (letter->address != NULL)
		add_address(letter, out);
	else
		add_campaign(letter, out);
	buf_add_format(out, "Записи журнала (%lld) лежат в папке log, каждая с доказательством того, что она внесена в подписанный "
	    "журнал и с тех пор не изменялась. Там же — подписи независимых свидетелей и отметки времени, если они есть. Проверить "
	    "это может каждый без нашего участия: в папке verifier — исходный текст программы проверки.", (long long)letter->entries);
}

static void
draw(cairo_t *cairo, const struct capsule_letter *letter)
{
	struct buf text = {0};
	double y = MARGIN;
	int year, month, day;

	paragraph(cairo, &y, FONT, WIDTH / 2, receiver[letter->to].whom);
	day_date(letter->at / DAY, &year, &month, &day);
	buf_add_format(&text, "%s\n%02d.%02d.%d   № ______________", letter->from, day, month, year);
	paragraph(cairo, &y, FONT, MARGIN, text.data);
	y += 14;
	paragraph(cairo, &y, BOLD, MARGIN, letter->address ? receiver[letter->to].ground : CAMPAIGN_GROUND);
	buf_clear(&text);
	add_body(letter, &text);
	paragraph(cairo, &y, FONT, MARGIN, text.data);
	if (letter->to == CAPSULE_PERSON)
		paragraph(cairo, &y, FONT, MARGIN, "Вы можете в любое время отозвать согласие и отказаться от любых обращений: "
		    "достаточно сказать об этом любым способом, причина не нужна.");
	y += 20;
	paragraph(cairo, &y, FONT, MARGIN, "Должность, подпись, расшифровка: ________________________________________");
	buf_release(&text);
	cairo_show_page(cairo);
}

bool
capsule_letter_write(const struct capsule_letter *letter, struct buf *pdf, struct err *err)
{
	cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(take_bytes, pdf, WIDTH, HEIGHT);
	cairo_t *cairo = cairo_create(surface);

	/* Without a date the moment of drawing would stand in it, and two prints of one letter would differ. */
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, "2000-01-01T00:00:00Z");
	draw(cairo, letter);
	cairo_destroy(cairo);
	cairo_surface_finish(surface);
	cairo_status_t status = cairo_surface_status(surface);
	cairo_surface_destroy(surface);
	return status == CAIRO_STATUS_SUCCESS || fail(err, ERR_RETRY, "the letter cannot be drawn: %s", cairo_status_to_string(status));
}
