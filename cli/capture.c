/* capture.c - dozvon consent capture: a signed sheet with its scan, or what was said in a call with its recording. */
#include "cli/capture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "compliance/capture.h"
#include "compliance/evidence_store.h"
#include "compliance/receipt.h"

static bool
read_boxes(int argc, char **argv, struct capture *out, struct err *err)
{
	const char *yes = cli_option(argc, argv, "--yes"), *no = cli_option(argc, argv, "--no");

	if ((yes != NULL && !capture_places(yes, &out->given)) || (no != NULL && !capture_places(no, &out->refused)))
		return fail(err, ERR_INPUT, "--yes and --no take numbers of boxes: 1,3");
	return true;
}

static bool
read_way(int argc, char **argv, struct capture *out, const char **file, struct err *err)
{
	const char *way = cli_option(argc, argv, "--way"), *offset = cli_option(argc, argv, "--offset");

	if (way != NULL && strcmp(way, "paper") == 0)
		out->way = CAPTURE_PAPER;
	else if (way != NULL && strcmp(way, "voice") == 0)
		out->way = CAPTURE_VOICE;
	else
		return fail(err, ERR_INPUT, "--way must be paper or voice; a page confirms itself");
	*file = cli_option(argc, argv, out->way == CAPTURE_PAPER ? "--scan" : "--recording");
	out->identity_shown = out->way == CAPTURE_PAPER ? cli_option(argc, argv, "--identity-shown") : NULL;
	out->written = out->way == CAPTURE_PAPER && cli_flag(argc, argv, "--written");
	out->offset_ms = -1;
	if (offset != NULL) {
		char *end;
		out->offset_ms = strtoll(offset, &end, 10);
		if (end == offset || *end != '\0' || out->offset_ms < 0)
			return fail(err, ERR_INPUT, "--offset takes milliseconds");
	}
	return true;
}

static bool
read_capture(struct act *act, int argc, char **argv, struct capture *out, const char **file, struct err *err)
{
	const char *party = cli_option(argc, argv, "--party"), *representative = cli_option(argc, argv, "--representative");

	*out = (struct capture){.at = act->who.at, .staff = act->who.who_id};
	if (!act_address(act, argc, argv, &out->address, err) || !read_boxes(argc, argv, out, err) ||
	    !read_way(argc, argv, out, file, err))
		return false;
	out->party = party ? strtoll(party, NULL, 10) : 0;
	out->representative = representative ? strtoll(representative, NULL, 10) : 0;
	out->authority = cli_option(argc, argv, "--authority");
	return true;
}

/* The file first: an event must not name what is not kept. */
static bool
keep(struct act *act, const char *file, struct capture *capture, struct captured *captured, struct err *err)
{
	struct evidence_said said = {.class = KEPT_CONSENT, .audio_only = capture->way == CAPTURE_VOICE};
	struct evidence_dir dir;
	struct evidence evidence;

	if (!evidence_dir_open(act->settings, &dir, err))
		return false;
	bool kept = evidence_put_path(act->db, &dir, file, &said, &act->who, &evidence, err);
	evidence_dir_release(&dir);
	capture->file_sha256 = evidence.sha256;
	return kept && capture_add(act->db, capture, &act->who, captured, err);
}

static void
tell(const struct act *act, const struct settings *settings, const struct captured *captured)
{
	char token[LINK_TOKEN_TEXT];

	printf(say("recorded: %d, refused: %d, unproven: %d\n"), captured->recorded, captured->refused, captured->unproven);
	if (captured->unproven > 0)
		printf(say("recorded as unproven: %s\n"), say(consent_lack_text(captured->lack)));
	if (captured->raised > 0)
		printf(say("consents given in a call that are proven now: %d\n"), captured->raised);
	receipt_token_make(&act->key, captured->receipt, token);
	printf(say("receipt: %s/receipt/%s\n"), settings->public_url, token);
}

bool
capture_command(struct act *act, int argc, char **argv, struct err *err)
{
	const char *name = cli_option(argc, argv, "--form"), *file = NULL;
	struct captured captured = {0};
	struct capture capture;
	struct form form;

	if (name == NULL)
		return fail(err, ERR_INPUT, "--form is missing");
	if (!read_capture(act, argc, argv, &capture, &file, err) || !form_load(act->db, name, &form, err))
		return false;
	capture.form = &form;
	uint8_t soon[SHA256_SIZE] = {0};	/* so that everything else is looked at before the file is kept */
	capture.file_sha256 = file != NULL ? soon : NULL;
	const char *fault = capture_fault(&capture);
	bool done = fault == NULL ? keep(act, file, &capture, &captured, err) :
	    fail(err, ERR_INPUT, "%s", say(fault));
	form_release(&form);
	if (done)
		tell(act, act->settings, &captured);
	return done;
}
