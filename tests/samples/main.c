/* main.c - dozvon-samples: sample lists with all the mess of real ones, the same for the same seed. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/err.h"
#include "campaigns/recoder.h"
#include "tests/samples/samples.h"

static const char *
option(int argc, char **argv, const char *name, const char *otherwise)
{
	for (int i = 1; i + 1 < argc; i++)
		if (strcmp(argv[i], name) == 0)
			return argv[i + 1];
	return otherwise;
}

static void
write_file(const char *folder, const char *name, const struct buf *text)
{
	char path[600];
	struct err err;

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	if (!file_write_whole(path, text->data, text->len, &err)) {
		fprintf(stderr, "dozvon-samples: %s\n", err.text);
		exit(EXIT_UNAVAILABLE);
	}
}

/* As a Russian spreadsheet saves it. */
static void
write_cp1251(const char *folder, const char *name, const struct buf *text)
{
	struct recoder *recoder = recoder_new(ENCODING_UTF8, ENCODING_CP1251);
	struct buf recoded = {0};

	recoder_add(recoder, buf_view(text), &recoded);
	recoder_free(recoder);
	write_file(folder, name, &recoded);
	buf_release(&recoded);
}

static void
write_forbidden(const char *folder)
{
	struct buf text = {0};

	buf_add_text(&text, "ФИО;Телефон;Диагноз (МКБ-10)\r\nБелёнов Лавр Тихонович;+7 916 000-00-01;J06.9\r\n");
	write_cp1251(folder, "patients-health.csv", &text);
	buf_release(&text);
}

static void
sums_member(struct json *json, const char *name, int64_t value)
{
	json_key(json, name);
	json_int(json, value);
}

static void
list_member(struct json *json, const char *name, const struct sums *sums)
{
	json_key(json, name);
	json_object(json);
	sums_member(json, "rows", sums->rows);
	sums_member(json, "rejected", sums->rejected);
	sums_member(json, "partly", sums->partly);
	sums_member(json, "parties", sums->people);
	sums_member(json, "contact_points", sums->points);
	json_end(json);
}

static void
write_summary(const char *folder, int64_t seed, const struct output *out)
{
	struct buf text = {0};
	struct json json;

	json_start_loose(&json, &text);
	json_object(&json);
	sums_member(&json, "seed", seed);
	json_key(&json, "entity_inn");
	json_text(&json, SAMPLES_ENTITY);
	list_member(&json, "patients.csv", &out->patient_sums);
	list_member(&json, "companies.xlsx", &out->company_sums);
	sums_member(&json, "consents", out->patient_sums.consents);
	sums_member(&json, "withdrawals", out->patient_sums.withdrawals);
	sums_member(&json, "bases", out->patient_sums.bases);
	sums_member(&json, "refusals", out->patient_sums.refusals);
	json_end(&json);
	buf_add_char(&text, '\n');
	write_file(folder, "summary.json", &text);
	buf_release(&text);
}

int
main(int argc, char **argv)
{
	int64_t seed = atoll(option(argc, argv, "--seed", "1"));
	const char *folder = option(argc, argv, "--out", NULL), *bench = option(argc, argv, "--bench", NULL);
	struct chance chance = {(uint64_t)seed};
	struct output out = {0};
	struct ranges ranges;
	char path[600];

	if (folder == NULL) {
		fprintf(stderr, "usage: dozvon-samples --seed N --out FOLDER [--patients N] [--companies N] [--bench ROWS]\n");
		return EXIT_USAGE;
	}
	mkdir(folder, 0755);
	ranges_read(option(argc, argv, "--ranges", "config/numbering/DEF-9xx.csv"), &ranges);
	if (bench != NULL) {
		snprintf(path, sizeof(path), "%s/bench.csv", folder);
		bench_write(&ranges, atoll(bench), path);
		free(ranges.range);
		return EXIT_DONE;
	}
	patients_write(&chance, &ranges, atoll(option(argc, argv, "--patients", "20000")), &out);
	snprintf(path, sizeof(path), "%s/companies.xlsx", folder);
	companies_write(&chance, &ranges, atoll(option(argc, argv, "--companies", "2000")), path, &out);
	write_cp1251(folder, "patients.csv", &out.patients);
	write_file(folder, "consents.jsonl", &out.consents);
	write_file(folder, "bases.jsonl", &out.bases);
	write_file(folder, "refusals.jsonl", &out.refusals);
	write_forbidden(folder);
	snprintf(path, sizeof(path), "%s/wordings", folder);
	wordings_write(path);
	write_summary(folder, seed, &out);
	buf_release(&out.patients);
	buf_release(&out.consents);
	buf_release(&out.bases);
	buf_release(&out.refusals);
	free(ranges.range);
	return EXIT_DONE;
}
