/* campaign.c - a campaign as it is stored. */
#include "campaigns/campaign.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const state_names[CAMPAIGN_STATES] = {
	"draft", "approved", "planning", "running", "paused", "stopped", "finished",
};

const char *
campaign_state_name(enum campaign_state state)
{
	must((unsigned)state < CAMPAIGN_STATES);
	return state_names[state];
}

const char *
campaign_state_russian(enum campaign_state state)
{
	static const char *const russian[CAMPAIGN_STATES] = {"черновик", "утверждена", "планируется", "идёт", "на паузе",
		"остановлена", "закончена"};

	must((unsigned)state < CAMPAIGN_STATES);
	return russian[state];
}

static enum campaign_state
state_find(const char *name)
{
	for (int i = 0; i < CAMPAIGN_STATES; i++)
		if (strcmp(state_names[i], name) == 0)
			return (enum campaign_state)i;
	must(!"the database's campaign_state is ours");
	return CAMPAIGN_DRAFT;
}

void
campaign_release(struct campaign *campaign)
{
	free(campaign->body);
	*campaign = (struct campaign){0};
}

static void
take_lists(const char *text, struct campaign *out)
{
	while (*text != '\0' && out->lists < CAMPAIGN_LISTS) {
		char *end;
		out->list[out->lists++] = strtoll(text, &end, 10);
		text = *end == ',' ? end + 1 : end;
	}
}

#define COPY_TEXT(field, rows, row, column) snprintf(field, sizeof(field), "%s", rows_text(rows, row, column))

static enum tri
tri_at(const struct rows *rows, int row, int column)
{
	return rows_is_null(rows, row, column) ? TRI_UNKNOWN : tri_of(rows_bool(rows, row, column));
}

static void
take_text(const struct rows *rows, int row, int first, struct campaign *out)
{
	out->text_checked = rows_bool(rows, row, first);
	out->text_kept = rows_bool(rows, row, first + 1);
	out->warning = tri_at(rows, row, first + 2);
	out->neutral = tri_at(rows, row, first + 3);
	out->stop_path = tri_at(rows, row, first + 4);
	out->human_key = tri_at(rows, row, first + 5);
	out->professionals = rows_bool(rows, row, first + 6);
	out->offer_until = rows_time(rows, row, first + 7);
	out->sms_category = sms_category_find(view_of(rows_text(rows, row, first + 8)));
	out->carrier_template = rows_bool(rows, row, first + 9);
}

void
campaign_take_row(const struct rows *rows, int row, struct campaign *out)
{
	*out = (struct campaign){.id = rows_int(rows, row, 0)};
	COPY_TEXT(out->name, rows, row, 1);
	out->state = state_find(rows_text(rows, row, 2));
	out->purpose = purpose_find(view_of(rows_text(rows, row, 3)));
	out->channel = channel_find(view_of(rows_text(rows, row, 4)));
	out->mode = dial_mode_find(view_of(rows_text(rows, row, 5)));
	out->class = message_class_find(view_of(rows_text(rows, row, 6)));
	out->inquiry = rows_bool(rows, row, 7);
	out->care_plan = rows_bool(rows, row, 8);
	out->health = rows_bool(rows, row, 9);
	COPY_TEXT(out->provider, rows, row, 10);
	COPY_TEXT(out->sender, rows, row, 11);
	COPY_TEXT(out->subject, rows, row, 12);
	out->body = memory_text(rows_text(rows, row, 13));
	take_lists(rows_text(rows, row, 14), out);
	out->quarantined = rows_bool(rows, row, 15);
	out->starts_at = rows_time(rows, row, 16);
	out->ends_at = rows_time(rows, row, 17);
	out->redials = (int)rows_int(rows, row, 18);
	out->redial_after = (int)rows_int(rows, row, 19);
	out->approved = rows_bool(rows, row, 20);
	out->legal_entity_inn = rows_int(rows, row, 21);
	COPY_TEXT(out->zone, rows, row, 22);
	COPY_TEXT(out->caller_number, rows, row, 23);
	COPY_TEXT(out->label, rows, row, 24);
	out->label_contract = rows_bool(rows, row, 25);
	out->label_until = rows_time(rows, row, 26);
	out->caller_owner_inn = rows_int(rows, row, 27);
	out->killed = rows_bool(rows, row, 28);
	out->author = rows_int(rows, row, 29);
	out->approver = rows_int(rows, row, 30);
	take_text(rows, row, 31, out);
	out->licence = rows_bool(rows, row, 41);
	out->licence_until = rows_time(rows, row, 42);
	out->state_clinic = tri_at(rows, row, 43);
}

bool
campaign_load(struct db *db, int64_t id, struct campaign *out, struct err *err)
{
	struct args args;
	struct rows *rows;

	args_init(&args);
	args_int(&args, id);
	bool run = db_run(db, QUERY_CAMPAIGN_ROW, &args, &rows, err);
	args_release(&args);
	if (!run)
		return false;
	bool found = rows_count(rows) == 1;
	if (found)
		campaign_take_row(rows, 0, out);
	rows_free(rows);
	return found || fail(err, ERR_ABSENT, "there is no campaign %lld", (long long)id);
}

bool
campaign_is_there(struct db *db, int64_t id, struct err *err)
{
	struct campaign campaign;

	if (!campaign_load(db, id, &campaign, err))
		return false;
	campaign_release(&campaign);
	return true;
}

bool
campaign_ids(struct db *db, enum campaign_state state, int64_t *ids, int max, int *count, struct err *err)
{
	struct args args;
	struct rows *rows;

	args_init(&args);
	args_text(&args, campaign_state_name(state));
	bool run = db_run(db, QUERY_CAMPAIGN_IN_STATE, &args, &rows, err);
	args_release(&args);
	if (!run)
		return false;
	*count = rows_count(rows) < max ? rows_count(rows) : max;
	for (int i = 0; i < *count; i++)
		ids[i] = rows_int(rows, i, 0);
	rows_free(rows);
	return true;
}
