/* payload.c - which fields of an order a request carries, and which it may: address, text, an opaque job id, and how we appear. */
#include "dialer/payload.h"

#define FIELD(place) (UINT32_C(1) << PLACE_##place)

static const struct {
	enum place place;
	const char *word;
} fields[] = {
#define PLACE(upper, word, value) {PLACE_##upper, word},
#include "dialer/template.def"
#undef PLACE
};

/* Made of the others or of the request itself: they carry nothing of their own. */
enum { DERIVED = FIELD(JSON) | FIELD(SIGNATURE) | FIELD(LITERAL) | FIELD(RAW) };

/*
 * The script of an operator's call stays with the agent; a robot's prompt may
 * be told to the provider that speaks it.  Nobody but a mailer needs a subject.
 */
static const uint32_t needed[CHANNEL_COUNT] = {
	[CHANNEL_CALL_OPERATOR] = FIELD(TO) | FIELD(EXTENSION) | FIELD(ATTEMPT_ID) | FIELD(AGENT) | FIELD(SENDER),
	[CHANNEL_CALL_ROBOT] = FIELD(TO) | FIELD(EXTENSION) | FIELD(ATTEMPT_ID) | FIELD(TEXT) | FIELD(SENDER),
	[CHANNEL_SMS] = FIELD(TO) | FIELD(TEXT) | FIELD(ATTEMPT_ID) | FIELD(SENDER),
	[CHANNEL_EMAIL] = FIELD(TO) | FIELD(TEXT) | FIELD(SUBJECT) | FIELD(ATTEMPT_ID) | FIELD(SENDER) | FIELD(UNSUBSCRIBE_URL),
};

static uint32_t
of_template(const struct template *template)
{
	uint32_t used = 0;

	for (int i = 0; i < template->parts; i++)
		used |= UINT32_C(1) << template->part[i].place;
	return used;
}

static uint32_t
of_fields(const struct fields *list)
{
	uint32_t used = 0;

	for (int i = 0; i < list->count; i++)
		used |= of_template(&list->field[i].value);
	return used;
}

static uint32_t
of_document(const struct document *document)
{
	uint32_t used = 0;

	for (; document != NULL; document = document->next)
		used |= of_template(&document->value) | of_document(document->first);
	return used;
}

uint32_t
payload_of(const struct request_template *request)
{
	uint32_t used = of_template(&request->url) | of_fields(&request->headers) | of_fields(&request->fields) |
	    of_template(&request->text) | of_document(request->json);

	return used & ~(uint32_t)DERIVED;
}

uint32_t
payload_excess(const struct request_template *request, enum channel channel)
{
	return payload_of(request) & ~needed[channel];
}

void
payload_write(uint32_t used, struct buf *out)
{
	bool first = true;

	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
		if (used & UINT32_C(1) << fields[i].place) {
			buf_add_text(out, first ? "" : ", ");
			buf_add_text(out, fields[i].word);
			first = false;
		}
	if (used & FIELD(POINTER))
		buf_add_text(out, first ? "a pointer" : ", a pointer");
}
