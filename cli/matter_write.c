/* matter_write.c - dozvon matter leak, correct, draft: what is written about a leak, what is corrected, and the papers drafted of both. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/lang.h"
#include "campaigns/register.h"
#include "cli/matter.h"
#include "compliance/correction_store.h"
#include "compliance/leak_store.h"
#include "compliance/matter_draft_store.h"
#include "compliance/paper.h"
#include "config/regions.h"

static const char *
option(const struct matter_asked *asked, const char *name)
{
	return cli_option(asked->argc, asked->argv, name);
}

/* From what the persons are counted: exactly one of the ways. */
static bool
read_scope(const struct matter_asked *asked, struct leak *out, struct err *err)
{
	static const struct {
		const char *option, *what;
	} ways[] = {{"--affected", NULL}, {"--list", "list"}, {"--campaign", "campaign"}, {"--reads-of", "reads"}, {"--table", ""}};
	int said = cli_flag(asked->argc, asked->argv, "--everybody");

	out->scope.what = said ? "all" : NULL;
	for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
		const char *value = option(asked, ways[i].option);
		if (value == NULL)
			continue;
		said++;
		out->scope.what = ways[i].what != NULL && ways[i].what[0] == '\0' ? value : ways[i].what;
		out->scope.login = i == 3 ? value : NULL;
		out->scope.id = i == 1 || i == 2 ? strtoll(value, NULL, 10) : 0;
		out->affected = i == 0 ? strtoll(value, NULL, 10) : 0;
	}
	return (said == 1 && out->affected >= 0) || fail(err, ERR_INPUT,
	    "how many persons? one of --affected, --list, --campaign, --reads-of, --table, --everybody");
}

bool
matter_leak_asked(struct matter_asked *asked, struct err *err)
{
	const struct {
		const char *option;
		size_t offset;
	} texts[] = {{"--incident", offsetof(struct leak, incident)}, {"--cause", offsetof(struct leak, cause)},
		{"--harm", offsetof(struct leak, harm)}, {"--measures", offsetof(struct leak, measures)},
		{"--contact", offsetof(struct leak, contact)}};
	struct leak notice = {0};

	if (!read_scope(asked, &notice, err) || !matter_read_instant(asked, "--since", &notice.scope.since, err) ||
	    !matter_read_instant(asked, "--until", &notice.scope.until, err))
		return false;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		const char *text = option(asked, texts[i].option);
		if (text == NULL)
			return fail(err, ERR_INPUT, "%s is missing", texts[i].option);
		memcpy((char *)&notice + texts[i].offset, &text, sizeof(text));
	}
	asked->deed.says = option(asked, "--result");
	return matter_leak(asked->act.db, &asked->deed, &notice, err);
}

static bool
read_region(const struct matter_asked *asked, const char *name, int *out, struct err *err)
{
	struct regions *regions = regions_load(asked->act.settings->regions, err);
	const struct region *region = regions != NULL ? region_find_name(regions, view_of(name)) : NULL;

	if (regions != NULL && region == NULL)
		fail(err, ERR_INPUT, "--region: no region of Russia is called so");
	*out = region != NULL ? region->code : 0;
	regions_free(regions);
	return *out != 0;
}

bool
matter_correct_asked(struct matter_asked *asked, struct err *err)
{
	struct correction correction = {.name = option(asked, "--name"), .birth_date = option(asked, "--birth-date"),
		.zone = option(asked, "--zone"), .document = option(asked, "--document")};
	struct address from, to;
	const char *reason, *text = option(asked, "--to"), *region = option(asked, "--region"), *inn = option(asked, "--inn");
	const char *representative = option(asked, "--representative");

	if ((region != NULL && !read_region(asked, region, &correction.region, err)) || (inn != NULL && !inn_of(inn, "--inn", &correction.inn, err)))
		return false;
	if (representative != NULL && (correction.representative = strtoll(representative, NULL, 10)) <= 0)
		return fail(err, ERR_INPUT, "--representative: expected a number");
	if (option(asked, "--address") != NULL) {
		if (!act_address(&asked->act, asked->argc, asked->argv, &from, err))
			return false;
		correction.from = &from;
	}
	if (text != NULL) {
		if (!address_parse(view_of(text), &asked->act.key, &to, &reason))
			return fail(err, ERR_INPUT, "--to: %s", say(reason));
		correction.to = &to;
	}
	return matter_correct(asked->act.db, &asked->deed, &correction, err);
}

static bool
save(const char *folder, int64_t id, const struct buf *text, struct err *err)
{
	struct buf pdf = {0};
	char path[512];

	paper_write(text->data, &pdf);
	snprintf(path, sizeof(path), "%.400s/matter-%lld.txt", folder, (long long)id);
	bool saved = file_write_whole(path, text->data, text->len, err);
	snprintf(path, sizeof(path), "%.400s/matter-%lld.pdf", folder, (long long)id);
	saved = saved && file_write_whole(path, pdf.data, pdf.len, err);
	buf_release(&pdf);
	return saved;
}

bool
matter_draft_asked(struct matter_asked *asked, struct err *err)
{
	const char *folder = option(asked, "--out");
	struct buf text = {0};

	bool written = matter_draft(asked->act.db, asked->deed.matter, asked->policy, asked->now, &text, err) && matter_note_read(asked, err);
	umask(0077);
	if (written && folder != NULL)
		written = save(folder, asked->deed.matter, &text, err);
	else if (written)
		fputs(text.data, stdout);
	buf_release(&text);
	return written;
}
