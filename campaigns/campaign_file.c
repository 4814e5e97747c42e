/* campaign_file.c - a campaign from its YAML: every word checked, every name looked up, stored as a draft. */
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "campaigns/campaign.h"
#include "campaigns/campaign_wording.h"
#include "campaigns/sender.h"
#include "campaigns/template.h"
#include "compliance/entry.h"
#include "compliance/staff_store.h"
#include "config/yaml.h"

static const char *const keys[] = {"name", "entity", "branch", "purpose", "channel", "dial_mode", "class", "inquiry",
	"care_plan", "health", "provider", "caller_number", "sender", "subject", "text", "lists", "starts", "ends",
	"redials", "redial_after", "template", "sms_category", "carrier_template", "offer_until", "professionals", NULL};

static const char *
text_or_null(const struct yaml *file, const char *key)
{
	const struct yaml *node = yaml_find(file, key);
	return node != NULL && node->kind == YAML_TEXT ? node->text : NULL;
}

/* One row with one id, or an error that names the key. */
static bool
look_up(struct db *db, enum query query, const struct args *args, const struct yaml *node, int64_t *id, struct err *err)
{
	struct rows *rows;

	if (!db_run(db, query, args, &rows, err))
		return false;
	bool found = rows_count(rows) > 0;
	if (found)
		*id = rows_int(rows, 0, 0);
	rows_free(rows);
	return found || yaml_wrong(node, err, "\"%s\" is not in the register", node->text ? node->text : "");
}

static bool
find_named(struct db *db, const struct yaml *file, const char *key, enum query query, int64_t within, int64_t *id,
    struct err *err)
{
	const struct yaml *node;
	const char *name;
	struct args args;

	if (!yaml_get(file, key, &node, err) || !yaml_text(node, &name, err))
		return false;
	args_init(&args);
	if (within != 0)
		args_int(&args, within);
	args_text(&args, name);
	bool found = look_up(db, query, &args, node, id, err);
	args_release(&args);
	return found;
}

typedef int word_finder(struct view name);
static int find_purpose(struct view name) { return purpose_find(name); }
static int find_channel(struct view name) { return channel_find(name); }
static int find_mode(struct view name) { return dial_mode_find(name); }
static int find_class(struct view name) { return message_class_find(name); }

static bool
word_of(const struct yaml *file, const char *key, word_finder *find, int *out, struct err *err)
{
	const struct yaml *node;

	if (!yaml_get(file, key, &node, err))
		return false;
	*out = node->kind == YAML_TEXT ? find(view_of(node->text)) : 0;
	return *out != 0 || yaml_wrong(node, err, "is not a word of docs/glossary");
}

struct draft {
	int purpose, channel, mode, class;
	bool inquiry, care_plan, health;
	int64_t entity, branch, caller_number, author, redials, redial_after, starts, ends;
	int lists;
	int64_t list[CAMPAIGN_LISTS];
	struct campaign_wording wording;
};

static bool
flag_of(const struct yaml *file, const char *key, bool *out, struct err *err)
{
	const struct yaml *node = yaml_find(file, key);
	return node == NULL || yaml_bool(node, out, err);
}

static bool
read_words(const struct yaml *file, struct draft *draft, struct err *err)
{
	if (!yaml_all_known(file, keys, err) || !word_of(file, "purpose", find_purpose, &draft->purpose, err) ||
	    !word_of(file, "channel", find_channel, &draft->channel, err) ||
	    !word_of(file, "class", find_class, &draft->class, err))
		return false;
	if (channel_is_call((enum channel)draft->channel) && !word_of(file, "dial_mode", find_mode, &draft->mode, err))
		return false;
	return flag_of(file, "inquiry", &draft->inquiry, err) && flag_of(file, "care_plan", &draft->care_plan, err) &&
	    flag_of(file, "health", &draft->health, err);
}

static bool
read_numbers(const struct yaml *file, struct draft *draft, struct err *err)
{
	const struct yaml *node;

	draft->redial_after = 3600;
	if ((node = yaml_find(file, "redials")) != NULL && !yaml_int(node, 0, 10, &draft->redials, err))
		return false;
	if ((node = yaml_find(file, "redial_after")) != NULL && !yaml_int(node, 60, 86400 * 7, &draft->redial_after, err))
		return false;
	if ((node = yaml_find(file, "starts")) != NULL && !yaml_instant(node, &draft->starts, err))
		return false;
	return (node = yaml_find(file, "ends")) == NULL || yaml_instant(node, &draft->ends, err);
}

/* A text that carries a code or a link of a form goes to those who have just asked for it, and to nobody's list. */
static bool
answers_a_form(const struct draft *draft)
{
	struct view text = {draft->wording.body.data, draft->wording.body.len};

	return memmem(text.data, text.len, "{{code}}", 8) != NULL || memmem(text.data, text.len, "{{confirm}}", 11) != NULL;
}

static bool
read_lists(struct db *db, const struct yaml *file, struct draft *draft, struct err *err)
{
	const struct yaml *lists;

	if (yaml_find(file, "lists") == NULL && answers_a_form(draft))
		return true;
	if (!yaml_get(file, "lists", &lists, err))
		return false;
	if (lists->kind != YAML_LIST || lists->first == NULL)
		return yaml_wrong(lists, err, "expected one list or more: [patients]");
	for (const struct yaml *node = lists->first; node != NULL; node = node->next) {
		struct args args;
		const char *name;
		if (draft->lists == CAMPAIGN_LISTS)
			return yaml_wrong(lists, err, "more than %d lists", CAMPAIGN_LISTS);
		if (!yaml_text(node, &name, err))
			return false;
		args_init(&args);
		args_text(&args, name);
		bool found = look_up(db, QUERY_LIST_FIND, &args, node, &draft->list[draft->lists++], err);
		args_release(&args);
		if (!found)
			return false;
	}
	return true;
}

/* The shapes that the law leaves: said here in words, kept by the database's checks as well. */
static bool
check_shape(const struct yaml *file, const struct draft *draft, struct err *err)
{
	bool advertising = draft->class == CLASS_AD || draft->purpose == PURPOSE_AD_PROMO || draft->purpose == PURPOSE_B2B_OFFER;
	bool by_itself = draft->channel == CHANNEL_CALL_ROBOT || draft->mode == MODE_PROGRESSIVE ||
	    draft->mode == MODE_PREDICTIVE || draft->mode == MODE_ROBOT;

	if (advertising && by_itself)
		return yaml_wrong(file, err, "advertising may not be dialled by a machine (38-FZ art. 18(2)); use MANUAL or PREVIEW");
	if ((draft->channel == CHANNEL_CALL_ROBOT) != (draft->mode == MODE_ROBOT))
		return yaml_wrong(file, err, "dial_mode ROBOT belongs to channel CALL_ROBOT and only there");
	if ((draft->purpose == PURPOSE_AD_PROMO || draft->purpose == PURPOSE_B2B_OFFER) && draft->class != CLASS_AD && !draft->inquiry)
		return yaml_wrong(file, err, "a campaign of this purpose has class AD");
	if (draft->class == CLASS_AD && draft->channel == CHANNEL_EMAIL && !template_uses(draft->wording.body.data, "unsubscribe"))
		return yaml_wrong(draft->wording.node, err, "an advertising e-mail needs {{unsubscribe}}");
	return true;
}

static bool
store(struct db *db, const struct yaml *file, const struct draft *draft, int64_t now, int64_t *id, struct err *err)
{
	struct args args;

	args_init(&args);
	args_text(&args, text_or_null(file, "name"));
	args_int(&args, draft->entity);
	args_int(&args, draft->branch);
	args_text(&args, purpose_name((enum purpose)draft->purpose));
	args_text(&args, channel_name((enum channel)draft->channel));
	args_text(&args, draft->mode ? dial_mode_name((enum dial_mode)draft->mode) : NULL);
	args_text(&args, message_class_name((enum message_class)draft->class));
	args_bool(&args, draft->inquiry);
	args_bool(&args, draft->care_plan);
	args_bool(&args, draft->health);
	args_text(&args, text_or_null(file, "provider"));
	if (draft->caller_number != 0)
		args_int(&args, draft->caller_number);
	else
		args_null(&args);
	args_text(&args, draft->wording.sender);
	args_text(&args, draft->wording.subject);
	args_text(&args, draft->wording.body.data);
	args_array(&args, ARRAY_INT8, (size_t)draft->lists);
	for (int i = 0; i < draft->lists; i++)
		args_array_int(&args, draft->list[i]);
	args_time(&args, draft->starts);
	args_time(&args, draft->ends);
	args_int(&args, draft->redials);
	args_int(&args, draft->redial_after);
	args_int(&args, draft->author);
	args_time(&args, now);
	struct rows *rows;
	bool run = db_run(db, QUERY_CAMPAIGN_ADD, &args, &rows, err);
	args_release(&args);
	if (!run)
		return false;
	bool stored = rows_count(rows) == 1;
	if (stored)
		*id = rows_int(rows, 0, 0);
	rows_free(rows);
	return stored || yaml_wrong(yaml_find(file, "name"), err, "a campaign has this name already; name it otherwise");
}

static bool
add_entry(struct db *db, const struct draft *draft, int64_t id, int64_t now, struct err *err)
{
	struct buf data = {0};
	struct json json;
	struct entry entry = {.what = ENTRY_CAMPAIGN_CREATED, .at = now, .who_kind = "staff", .who_id = draft->author,
		.process = "cli"};

	json_start(&json, &data);
	json_object(&json);
	json_key(&json, "campaign");
	json_int(&json, id);
	json_key(&json, "channel");
	json_text(&json, channel_name((enum channel)draft->channel));
	json_key(&json, "purpose");
	json_text(&json, purpose_name((enum purpose)draft->purpose));
	json_end(&json);
	bool added = entry_add(db, &entry, buf_view(&data), err);
	buf_release(&data);
	return added;
}

static bool
required_texts(const struct yaml *file, struct err *err)
{
	static const char *const required[] = {"name", "provider", NULL};

	for (const char *const *key = required; *key != NULL; key++) {
		const struct yaml *node;
		const char *text;
		if (!yaml_get(file, *key, &node, err) || !yaml_text(node, &text, err))
			return false;
		if (text[0] == '\0')
			return yaml_wrong(node, err, "is empty");
	}
	return true;
}

static struct appearance
appearance_of(const struct yaml *file, const struct draft *draft)
{
	return (struct appearance){.entity = draft->entity, .purpose = purpose_name((enum purpose)draft->purpose),
		.advertising = draft->class == CLASS_AD, .sender = draft->wording.sender,
		.category = draft->wording.sms_category, .carrier_template = draft->wording.carrier_template,
		.text = draft->wording.body.data, .number = text_or_null(file, "caller_number"), .list = draft->list,
		.lists = draft->lists};
}

/* G-19, P-06, M-09: it appears under what is registered for its entity, and for its kind of traffic. */
static bool
check_appearance(struct db *db, const struct yaml *file, const struct draft *draft, const char *author, int64_t now,
    struct err *err)
{
	const struct yaml *number = yaml_find(file, "caller_number"), *sender = yaml_find(file, "sender");
	struct appearance appearance = appearance_of(file, draft);
	struct err not_an_officer;
	int64_t officer;

	appearance.by_officer = staff_must(db, author, RIGHT_DECIDE, &officer, &not_an_officer);
	if (draft->channel == CHANNEL_SMS && appearance.sender != NULL && !sender_check(db, &appearance, now, err))
		return err->kind == ERR_INPUT ? fail_prefix(err, "%s:%d: sender", file->file, sender ? sender->line : file->line) : false;
	if (number != NULL && !number_check(db, &appearance, now, err))
		return err->kind == ERR_INPUT ? fail_prefix(err, "%s:%d: caller_number", number->file, number->line) : false;
	return true;
}

static bool
record_appearance(struct db *db, const struct yaml *file, const struct draft *draft, int64_t id, struct err *err)
{
	struct appearance appearance = appearance_of(file, draft);

	return draft->channel != CHANNEL_SMS || appearance.sender == NULL || sender_record(db, id, &appearance, err);
}

static bool
read_draft(struct db *db, const struct yaml *file, const char *author, struct draft *draft, struct err *err)
{
	if (!read_words(file, draft, err) || !required_texts(file, err) || !read_numbers(file, draft, err) ||
	    !campaign_wording_read(db, file, &draft->wording, err) ||
	    !check_shape(file, draft, err) ||
	    !find_named(db, file, "entity", QUERY_LEGAL_ENTITY_FIND, 0, &draft->entity, err) ||
	    !find_named(db, file, "branch", QUERY_BRANCH_FIND, draft->entity, &draft->branch, err) ||
	    !read_lists(db, file, draft, err))
		return false;
	if (yaml_find(file, "caller_number") != NULL &&
	    !find_named(db, file, "caller_number", QUERY_CALLER_NUMBER_FIND, 0, &draft->caller_number, err))
		return false;
	return staff_must(db, author, RIGHT_CAMPAIGN, &draft->author, err);
}

bool
campaign_create(struct db *db, const char *path, const char *author, int64_t now, int64_t *id, struct err *err)
{
	struct draft draft = {0};
	struct yaml *file = yaml_read_file(path, err);

	if (file == NULL)
		return false;
	bool created = (file->kind == YAML_MAP || yaml_wrong(file, err, "expected lines of `key: value`")) &&
	    read_draft(db, file, author, &draft, err) && check_appearance(db, file, &draft, author, now, err) && db_begin(db, err) &&
	    store(db, file, &draft, now, id, err) && campaign_wording_store(db, *id, &draft.wording, err) &&
	    record_appearance(db, file, &draft, *id, err) && add_entry(db, &draft, *id, now, err) && db_commit(db, err);
	if (!created)
		db_rollback(db);
	campaign_wording_release(&draft.wording);
	yaml_free(file);
	return created;
}
