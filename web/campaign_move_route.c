/* campaign_move_route.c - POST /api/v1/campaigns/N/start, pause, resume, stop: a person moves a campaign. */
#include "base/json.h"
#include "campaigns/campaign.h"
#include "web/body.h"
#include "web/problem.h"
#include "web/route.h"

typedef bool campaign_move(struct db *db, int64_t id, const char *login, int64_t now, const char *process, struct err *err);

static bool
move(struct call *call, campaign_move *make, struct campaign *out, struct err *err)
{
	static const char *const known[] = {NULL};
	int64_t id;

	if (!call_id(call, 0, &id, err))
		return false;
	struct body *body = body_read(call->request->body, known, err);
	bool read = body != NULL;
	body_free(body);
	if (!read)
		return false;
	struct db *db = site_db(call->site, err);
	return db != NULL && make(db, id, call->caller.login, call->now, call->site->name, err) && campaign_load(db, id, out, err);
}

static void
answer(struct call *call, campaign_move *make)
{
	struct campaign campaign = {0};
	struct err err = {0};
	struct buf out = {0};
	struct json json;

	if (!move(call, make, &campaign, &err)) {
		problem_reply_err(call->request, &err);
		return;
	}
	json_start(&json, &out);
	json_object(&json);
	json_key(&json, "id");
	json_int(&json, campaign.id);
	json_key(&json, "state");
	json_text(&json, campaign_state_name(campaign.state));
	json_end(&json);
	call_reply_json(call, &out);
	campaign_release(&campaign);
	buf_release(&out);
}

void
campaign_start_take(struct call *call)
{
	answer(call, campaign_start);
}

void
campaign_pause_take(struct call *call)
{
	answer(call, campaign_pause);
}

void
campaign_resume_take(struct call *call)
{
	answer(call, campaign_resume);
}

void
campaign_stop_take(struct call *call)
{
	answer(call, campaign_stop);
}
