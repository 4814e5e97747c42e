/* form.c - dozvon form: forms of consents, made of registered texts; printing them for the desk. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/lang.h"
#include "cli/act.h"
#include "compliance/form_paper.h"
#include "compliance/line.h"

static const char usage[] =
    "form add --name NAME --entity INN --title TEXT [--sms-campaign ID] [--email-campaign ID] [--frame \"ORIGIN ORIGIN\"] [--why]\n"
    "       dozvon form item --form NAME --wording ID --channels C,C --purposes P,P [--processors NAME,NAME] [--months N]\n"
    "       dozvon form show --form NAME\n"
    "       dozvon form print --form NAME | --wording ID [--place N] [--contact TEXT] --out FILE.pdf";

static int64_t
number(int argc, char **argv, const char *name)
{
	const char *text = cli_option(argc, argv, name);
	return text != NULL ? strtoll(text, NULL, 10) : 0;
}

static bool
add(struct act *act, int argc, char **argv, struct err *err)
{
	struct form_new form = {
		.name = cli_option(argc, argv, "--name"), .title = cli_option(argc, argv, "--title"),
		.legal_entity_inn = number(argc, argv, "--entity"),
		.sms_campaign = number(argc, argv, "--sms-campaign"), .email_campaign = number(argc, argv, "--email-campaign"),
		.frame_origins = cli_option(argc, argv, "--frame"), .shows = cli_flag(argc, argv, "--why"),
	};

	if (form.name == NULL || form.title == NULL || form.legal_entity_inn == 0)
		return fail(err, ERR_INPUT, "form add needs --name, --entity and --title");
	if (form.frame_origins == NULL)
		form.frame_origins = "";
	/* It goes into a header of the page as it is. */
	if (strspn(form.frame_origins, "abcdefghijklmnopqrstuvwxyz0123456789-.:/ ") != strlen(form.frame_origins))
		return fail(err, ERR_INPUT, "--frame takes origins like https://clinic.example, with spaces between");
	if (!form_add(act->db, &form, &act->who, err))
		return false;
	printf("%s\n", say("recorded"));
	return true;
}

/* "A,B" -> bits of a closed list; false when a word is not in it. */
static bool
words_of(const char *text, int (*find)(struct view name), uint16_t *out)
{
	uint16_t bits = 0;

	for (const char *end = text; text != NULL && *end != '\0'; text = end + 1) {
		end = text + strcspn(text, ",");
		int word = find((struct view){text, (size_t)(end - text)});
		if (word == 0)
			return false;
		bits |= WORD_BIT(word);
	}
	*out = bits;
	return bits != 0;
}

static void
write_names(const char *text, struct buf *out)
{
	struct json json;

	json_start_loose(&json, out);
	json_array(&json);
	for (const char *end = text; text != NULL && *end != '\0'; text = end + 1) {
		end = text + strcspn(text, ",");
		json_view(&json, (struct view){text, (size_t)(end - text)});
	}
	json_end(&json);
}

static bool
add_item(struct act *act, int argc, char **argv, struct err *err)
{
	struct form_item_new item = {.form = cli_option(argc, argv, "--form"), .wording_id = number(argc, argv, "--wording"),
		.months = number(argc, argv, "--months")};
	struct buf processors = {0};
	int64_t place;

	if (item.form == NULL || item.wording_id == 0 || item.months < 0 ||
	    !words_of(cli_option(argc, argv, "--channels"), channel_number, &item.channels) ||
	    !words_of(cli_option(argc, argv, "--purposes"), purpose_number, &item.purposes))
		return fail(err, ERR_INPUT, "form item needs --form, --wording, and known --channels and --purposes");
	write_names(cli_option(argc, argv, "--processors"), &processors);
	item.processors = processors.data;
	bool added = form_item_add(act->db, &item, &act->who, &place, err);
	buf_release(&processors);
	if (added)
		printf("%lld\n", (long long)place);
	return added;
}

static bool
show(struct act *act, int argc, char **argv, struct err *err)
{
	const char *name = cli_option(argc, argv, "--form");
	struct form form;

	if (name == NULL)
		return fail(err, ERR_INPUT, "--form is missing");
	if (!form_load(act->db, name, &form, err))
		return false;
	printf("%s  %s, %s\n", form.name, form.title, form.entity);
	for (int i = 0; i < form.items; i++)
		printf("%2d  %-14s  %s %lld  (%lld)\n", form.item[i].place, consent_code_name(form.item[i].code),
		    form.item[i].wording, (long long)form.item[i].version, (long long)form.item[i].wording_id);
	form_release(&form);
	return true;
}

static bool
print(struct act *act, int argc, char **argv, struct err *err)
{
	const char *name = cli_option(argc, argv, "--form"), *out = cli_option(argc, argv, "--out");
	int64_t wording = number(argc, argv, "--wording");
	struct buf pdf = {0};
	struct form form;

	if (out == NULL || (name == NULL) == (wording == 0))
		return fail(err, ERR_INPUT, "form print needs --out and either --form or --wording");
	if (name != NULL ? !form_load(act->db, name, &form, err) : !form_of_wording(act->db, wording, &form, err))
		return false;
	struct form_paper paper = {.form = &form, .place = (int)number(argc, argv, "--place"),
		.contact = cli_option(argc, argv, "--contact")};
	bool printed = form_paper_write(&paper, &pdf, err) && file_write_whole(out, pdf.data, pdf.len, err);
	buf_release(&pdf);
	form_release(&form);
	return printed;
}

static const struct {
	const char *name;
	bool (*run)(struct act *act, int argc, char **argv, struct err *err);
} verbs[] = {
	{"add", add}, {"item", add_item}, {"show", show}, {"print", print},
};

int
command_form(struct cli *cli, int argc, char **argv)
{
	const char *verb = cli_word(argc, argv, 0, NULL);
	struct act act;
	struct err err = {0};

	for (size_t i = 0; verb != NULL && i < sizeof(verbs) / sizeof(verbs[0]); i++)
		if (strcmp(verb, verbs[i].name) == 0) {
			bool done = act_open(cli, argc, argv, &act, &err) && verbs[i].run(&act, argc, argv, &err);
			return act_close(&act, done, &err);
		}
	return cli_usage(usage);
}
