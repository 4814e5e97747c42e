/*
 * agents.c - simulated agents at our own API: each takes the first card, and presses Call or the key of a refusal.
 *
 * A process an agent, at the same time; what the API answered is counted and
 * printed as one JSON line at the end, problems as they come on stderr.
 */
#include <curl/curl.h>
#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/crypto.h"
#include "base/json.h"
#include "base/uuid.h"
#include "tests/twin/twin.h"

enum { IDLE_ROUNDS = 20, DRAW_STOP = 1, DRAW_THINK = 2 };

/* Of all agents; in memory that their processes share. */
struct tally {
	_Atomic uint64_t pressed, refused_presses, stops, failed_stops, no_cards, failures;
};

struct agents {
	const char *api, *campaign, *tokens;
	char token[128];
	int count, presses;
	uint64_t seed;
	double stop_share;
	int64_t min_think_ms, max_think_ms;
	CURL *curl;
	struct curl_slist *headers;
	struct buf answer;
	struct tally *tally;
};

static const char usage[] =
    "usage: dozvon-twin agents --api URL --campaign N [--agents 3] [--presses 200] [--seed N] [--stop-share 0.05]\n"
    "           [--think-ms LEAST,MOST] [--tokens FILE]\n"
    "           FILE: the N-th line is the token of the N-th agent\n";

static bool
read_options(int argc, char **argv, struct agents *out)
{
	static const struct option known[] = {
		{"api", required_argument, NULL, 'u'}, {"campaign", required_argument, NULL, 'c'},
		{"agents", required_argument, NULL, 'a'}, {"presses", required_argument, NULL, 'p'},
		{"seed", required_argument, NULL, 's'}, {"stop-share", required_argument, NULL, 'r'},
		{"think-ms", required_argument, NULL, 't'}, {"tokens", required_argument, NULL, 'k'},
		{NULL, 0, NULL, 0},
	};
	int letter;

	*out = (struct agents){.count = 3, .presses = 200, .seed = 1, .stop_share = 0.05};
	while ((letter = getopt_long(argc, argv, "", known, NULL)) != -1) {
		switch (letter) {
		case 'u': out->api = optarg; break;
		case 'c': out->campaign = optarg; break;
		case 'a': out->count = atoi(optarg); break;
		case 'p': out->presses = atoi(optarg); break;
		case 's': out->seed = strtoull(optarg, NULL, 10); break;
		case 'r': out->stop_share = atof(optarg); break;
		case 't':
			if (sscanf(optarg, "%" SCNd64 ",%" SCNd64, &out->min_think_ms, &out->max_think_ms) != 2)
				return false;
			break;
		case 'k': out->tokens = optarg; break;
		default: return false;
		}
	}
	return optind == argc && out->api != NULL && out->campaign != NULL && out->count > 0;
}

static size_t
take_bytes(char *data, size_t size, size_t count, void *argument)
{
	struct buf *answer = argument;

	if (answer->len + size * count > 1 << 20)
		return 0;
	buf_add(answer, data, size * count);
	return size * count;
}

/* The HTTP status; 0 when there was no answer.  A GET when body is NULL. */
static long
ask(struct agents *agents, const char *url, const struct buf *body)
{
	long status = 0;

	buf_clear(&agents->answer);
	curl_easy_setopt(agents->curl, CURLOPT_URL, url);
	if (body != NULL) {
		curl_easy_setopt(agents->curl, CURLOPT_POST, 1L);
		curl_easy_setopt(agents->curl, CURLOPT_POSTFIELDSIZE, (long)body->len);
		curl_easy_setopt(agents->curl, CURLOPT_POSTFIELDS, body->data);
	} else {
		curl_easy_setopt(agents->curl, CURLOPT_HTTPGET, 1L);
	}
	if (curl_easy_perform(agents->curl) != CURLE_OK)
		return 0;
	curl_easy_getinfo(agents->curl, CURLINFO_RESPONSE_CODE, &status);
	return status;
}

/* The line of this agent; what is not there leaves the requests without a token. */
static void
read_token(struct agents *agents, int number)
{
	FILE *file = agents->tokens != NULL ? fopen(agents->tokens, "r") : NULL;

	agents->token[0] = '\0';
	for (int line = 0; file != NULL && line < number; line++)
		if (fgets(agents->token, sizeof(agents->token), file) == NULL)
			agents->token[0] = '\0';
	agents->token[strcspn(agents->token, "\n")] = '\0';
	if (file != NULL)
		fclose(file);
}

static void
start_curl(struct agents *agents)
{
	char field[512];

	curl_global_init(CURL_GLOBAL_ALL);
	agents->curl = curl_easy_init();
	must(agents->curl != NULL);
	buf_init(&agents->answer);
	agents->headers = curl_slist_append(NULL, "Content-Type: application/json");
	if (agents->token[0] != '\0') {
		snprintf(field, sizeof(field), "Authorization: Bearer %s", agents->token);
		agents->headers = curl_slist_append(agents->headers, field);
	}
	curl_easy_setopt(agents->curl, CURLOPT_HTTPHEADER, agents->headers);
	curl_easy_setopt(agents->curl, CURLOPT_WRITEFUNCTION, take_bytes);
	curl_easy_setopt(agents->curl, CURLOPT_WRITEDATA, &agents->answer);
	curl_easy_setopt(agents->curl, CURLOPT_TIMEOUT, 30L);
}

static void
stop_curl(struct agents *agents)
{
	curl_slist_free_all(agents->headers);
	curl_easy_cleanup(agents->curl);
	buf_release(&agents->answer);
}

/* What a card of the first answer says, as the JSON values that go back in the press. */
struct card {
	struct buf contact_point, sha256;
};

static void
card_release(struct card *card)
{
	buf_release(&card->contact_point);
	buf_release(&card->sha256);
}

/* The first card that this agent may call; false when there is none. */
static bool
take_card(struct agents *agents, struct card *out)
{
	char url[1024];

	snprintf(url, sizeof(url), "%s/api/v1/campaigns/%s/cards?limit=1", agents->api, agents->campaign);
	long status = ask(agents, url, NULL);
	if (status == 409)		/* the campaign has ended: no work is no fault */
		agents->tally->no_cards++;
	else if (status != 200)
		agents->tally->failures++;
	if (status != 200)
		return false;
	struct view contact_point = json_at(buf_view(&agents->answer), "cards.0.contact_point");
	struct view sha256 = json_at(buf_view(&agents->answer), "cards.0.card_sha256");
	if (contact_point.len == 0 || sha256.len == 0) {
		agents->tally->no_cards++;
		return false;
	}
	buf_add(&out->contact_point, contact_point.data, contact_point.len);
	buf_add(&out->sha256, sha256.data, sha256.len);
	return true;
}

static void
press_call(struct agents *agents, const char *login, const struct card *card)
{
	struct buf body = {0};
	char url[1024], nonce[UUID_TEXT];
	struct json json;

	uuid_format(uuid_new(clock_read()), nonce);
	json_start_loose(&json, &body);
	json_object(&json);
	json_key(&json, "contact_point");
	json_raw(&json, buf_view(&card->contact_point));
	json_key(&json, "card_sha256");
	json_raw(&json, buf_view(&card->sha256));
	json_key(&json, "session");
	json_text(&json, login);
	json_key(&json, "nonce");
	json_text(&json, nonce);
	json_end(&json);
	snprintf(url, sizeof(url), "%s/api/v1/campaigns/%s/presses", agents->api, agents->campaign);
	long status = ask(agents, url, &body);
	agents->tally->pressed += status >= 200 && status < 300;
	agents->tally->refused_presses += status >= 400 && status < 500;
	agents->tally->failures += status == 0 || status >= 500;
	if (status < 200 || status >= 300)
		fprintf(stderr, "press %s: %ld %.300s\n", login, status, agents->answer.data);
	buf_release(&body);
}

static void
press_refusal(struct agents *agents, const char *login, const struct card *card)
{
	struct buf body = {0};
	char url[1024];
	struct json json;

	json_start_loose(&json, &body);
	json_object(&json);
	json_key(&json, "contact_point");
	json_raw(&json, buf_view(&card->contact_point));
	json_key(&json, "scope");
	json_text(&json, "ALL_CONTACT");
	json_key(&json, "path");
	json_text(&json, "agent");
	json_end(&json);
	snprintf(url, sizeof(url), "%s/api/v1/refusals", agents->api);
	long status = ask(agents, url, &body);
	agents->tally->stops += status >= 200 && status < 300;
	agents->tally->failed_stops += status < 200 || status >= 300;
	if (status < 200 || status >= 300)
		fprintf(stderr, "refusal %s: %ld %.300s\n", login, status, agents->answer.data);
	buf_release(&body);
}

static void
think(const struct agents *agents, const struct dice *dice)
{
	int64_t us = 1000 * dice_between(dice, DRAW_THINK, agents->min_think_ms, agents->max_think_ms);
	struct timespec pause = {.tv_sec = us / SECOND, .tv_nsec = us % SECOND * 1000};

	nanosleep(&pause, NULL);
}

/* The refusal comes during the talk, so after the press. */
static void
work(struct agents *agents, int number)
{
	int share = agents->presses / agents->count + (number <= agents->presses % agents->count);
	int idle = 0;
	char login[32];

	snprintf(login, sizeof(login), "agent%d", number);
	for (int turn = 0, presses = 0; presses < share && idle < IDLE_ROUNDS; turn++) {
		struct dice dice = dice_of(agents->seed, (uint64_t)number, (uint64_t)turn);
		think(agents, &dice);
		struct card card = {0};
		if (!take_card(agents, &card)) {
			struct timespec pause = {.tv_nsec = 100000000};
			nanosleep(&pause, NULL);
			idle++;
			continue;
		}
		idle = 0;
		presses++;
		press_call(agents, login, &card);
		if (dice_share(&dice, DRAW_STOP) < agents->stop_share)
			press_refusal(agents, login, &card);
		card_release(&card);
	}
}

int
command_agents(int argc, char **argv)
{
	struct agents agents;

	if (!read_options(argc, argv, &agents)) {
		fputs(usage, stderr);
		return EXIT_USAGE;
	}
	agents.tally = mmap(NULL, sizeof(struct tally), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	must(agents.tally != MAP_FAILED);
	for (int number = 1; number <= agents.count; number++) {
		pid_t child = fork();
		must(child >= 0);
		if (child == 0) {
			read_token(&agents, number);
			start_curl(&agents);
			work(&agents, number);
			stop_curl(&agents);
			_exit(0);
		}
	}
	while (wait(NULL) > 0)
		;
	const struct tally *tally = agents.tally;
	printf("{\"pressed\":%" PRIu64 ",\"presses_refused\":%" PRIu64 ",\"stops\":%" PRIu64 ",\"stops_failed\":%" PRIu64
	    ",\"no_cards\":%" PRIu64 ",\"failures\":%" PRIu64 "}\n", tally->pressed, tally->refused_presses, tally->stops,
	    tally->failed_stops, tally->no_cards, tally->failures);
	return tally->failures == 0 && tally->failed_stops == 0 ? EXIT_DONE : EXIT_NO;
}
