/* access.c - the words of the answer to an access request. */
#include "compliance/access.h"

#include "base/clock.h"
#include "base/json.h"
#include "compliance/retention_store.h"
#include "compliance/verdict_json.h"

const char *const access_known[] = {"да, Ваши персональные данные обрабатываются", NULL};
const char *const access_unknown[] = {
	"нет, персональные данные владельца этого адреса не обрабатываются",
	"если по адресу был отказ, хранится только необратимый токен адреса: чтобы не обратиться снова", NULL};
const char *const access_methods[] = {
	"смешанная обработка с использованием средств автоматизации: сбор, запись, систематизация, хранение, уточнение, извлечение, "
	    "использование, передача лицам, обрабатывающим данные по поручению, блокирование, уничтожение", NULL};
const char *const access_rights[] = {
	"отказаться от любых обращений: любым способом, причина не нужна; действует сразу",
	"отозвать согласие на обработку: обработка прекращается за 10 рабочих дней, данные уничтожаются за 30 дней",
	"потребовать уточнить, заблокировать или уничтожить данные, если они неполные, устаревшие, неточные, получены незаконно или "
	    "не нужны для цели обработки: неточные исправляются за 7 рабочих дней",
	"возразить против решения, принятого только автоматически: ответ за 30 дней. Автоматически решается лишь, можно ли к Вам "
	    "обратиться; на лечение, цены и запись такие решения не влияют",
	"запросить эти сведения снова: через 30 дней или раньше, если сведения даны не полностью",
	"обжаловать действия оператора в Роскомнадзор или в суд (152-ФЗ, ст. 17)", NULL};

void
access_begin(const struct matter *matter, int64_t now, struct capsule_story *story)
{
	char made[28], opened[28];

	instant_format(now, made);
	instant_format(matter->opened_at, opened);
	fprintf(story->json, "{\"v\":1,\"matter\":%lld,\"opened_at\":\"%s\",\"made_at\":\"%s\",\n", (long long)matter->id, opened, made);
	fprintf(story->text, "# Сведения об обработке персональных данных\n"
	    "по запросу № %lld от %.10s (152-ФЗ, ст. 14, ч. 7, и ст. 20, ч. 1)\nСоставлено %.10s; время в ответе — UTC.\n",
	    (long long)matter->id, opened, made);
}

void
access_statement(const char *words, struct buf *out)
{
	struct json json;

	json_start(&json, out);
	json_object(&json);
	json_key(&json, "statement");
	json_text(&json, words);
	json_end(&json);
}

static void
write_text(struct json *json, const char *name, const char *text)
{
	json_key(json, name);
	json_text(json, text);
}

static void
write_given(const struct contract *contract, struct json *json)
{
	static const char *const words[] = {"адрес", "текст обращения", "имя", "кто звонит"};

	json_key(json, "given");
	json_array(json);
	for (unsigned i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (contract->data & 1u << i)
			json_text(json, words[i]);
	json_end(json);
}

void
access_recipient(const struct contract *contract, int64_t first_at, int64_t last_at, int64_t times, struct buf *out)
{
	struct json json;

	json_start_loose(&json, out);
	json_object(&json);
	write_text(&json, "processor", contract->processor);
	json_key(&json, "distributor_inn");
	json_int(&json, contract->inn);
	write_text(&json, "where", contract->address);
	write_text(&json, "country", contract->country);
	write_text(&json, "provider", contract->provider);
	write_given(contract, &json);
	json_key(&json, "first_at");
	json_instant(&json, first_at);
	json_key(&json, "last_at");
	json_instant(&json, last_at);
	json_key(&json, "times");
	json_int(&json, times);
	json_key(&json, "order_until");
	json_instant(&json, contract->order_until);
	json_end(&json);
}

void
access_transfer(const struct contract *contract, struct buf *out)
{
	struct json json;

	json_start_loose(&json, out);
	json_object(&json);
	write_text(&json, "processor", contract->processor[0] ? contract->processor : contract->provider);
	write_text(&json, "country", contract->country);
	write_text(&json, "border_notice", contract->border_notice[0] ? contract->border_notice : NULL);
	json_end(&json);
}

void
access_decision(struct uuid id, int64_t at, int64_t campaign, const char *outcome, struct view reasons, struct buf *out)
{
	struct json json;
	char text[UUID_TEXT];

	uuid_format(id, text);
	json_start_loose(&json, out);
	json_object(&json);
	write_text(&json, "decision", text);
	json_key(&json, "at");
	json_instant(&json, at);
	json_key(&json, "campaign");
	json_int(&json, campaign);
	write_text(&json, "outcome", outcome);
	json_key(&json, "says");
	verdict_pairs_write(reasons, &json);
	json_end(&json);
}

bool
access_term(int n, const struct policy *policy, struct buf *out)
{
	static const struct {
		const char *class, *kept;
	} terms[] = {{"CAMPAIGN_COPY", "участие в кампании"}, {"PERSON", "имя, адреса и строки списков, из которых Вы нам известны"},
		{"DECISION", "решения о возможности обратиться"}, {"ATTEMPT", "сведения об обращениях"},
		{"CONSENT_PROOF", "доказательства согласия"}, {"MATTER_RECORD", "запросы и требования"},
		{"REFUSAL", "отказы: необратимый токен адреса"}};
	struct json json;
	char term[64] = "";

	if (n >= (int)(sizeof(terms) / sizeof(terms[0])))
		return false;
	enum retention retention = retention_find(view_of(terms[n].class));
	must(retention != RETENTION_COUNT);
	const struct retention_class *class = retention_class(retention);
	if (class->deadline != DEADLINE_COUNT)
		term_say(policy->deadlines[class->deadline].term, term);
	json_start_loose(&json, out);
	json_object(&json);
	write_text(&json, "kept", terms[n].kept);
	write_text(&json, "term", term[0] ? term : NULL);
	write_text(&json, "since", class->since);
	json_end(&json);
	return true;
}
