/* samples.h - what the sample lists are made of: chance, names and numbers.  Nobody in them is real. */
#ifndef TESTS_SAMPLES_SAMPLES_H
#define TESTS_SAMPLES_SAMPLES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/email.h"
#include "base/json.h"

#define SAMPLES_ENTITY "7701234560"		/* the clinic's INN; its check digit is right */
#define SAMPLES_OTHER_ENTITY "7812345675"	/* consents given to somebody else */

struct chance {
	uint64_t state;
};
uint32_t chance_below(struct chance *chance, uint32_t limit);
bool chance_percent(struct chance *chance, double percent);

/* Mobile ranges of the real plan; the n-th number of them all is always the same one, and no two are equal. */
struct ranges {
	struct range {
		int64_t first, capacity;
		char region[64];
	} *range;
	size_t count;
};
void ranges_read(const char *path, struct ranges *out);
int64_t ranges_number(const struct ranges *ranges, uint64_t n, const char **region);	/* 79161234567 */

struct person {
	char surname[40], given[40], patronymic[40];
};
void person_make(struct chance *chance, struct person *out);
void company_name(struct chance *chance, char out[96]);
int64_t inn_make(struct chance *chance, bool person);
/* One of the ways in which people write a number. */
void number_write(struct chance *chance, int64_t number, char out[64]);

/* What the lists promise about themselves: the end-to-end test compares. */
struct sums {
	int64_t rows, rejected, partly, people, points;
	int64_t consents, withdrawals, bases, refusals;
};

struct output {
	struct buf patients, consents, bases, refusals;
	struct sums patient_sums, company_sums;
};
void patients_write(struct chance *chance, const struct ranges *ranges, int64_t count, struct output *out);
void companies_write(struct chance *chance, const struct ranges *ranges, int64_t count, const char *path,
    struct output *out);
void bench_write(const struct ranges *ranges, int64_t rows, const char *path);
/* Ad consents, bases and refusals of one patient or company. */
void patient_acts(struct chance *chance, const char *address, int64_t n, struct output *out);
void company_acts(struct chance *chance, const char *address, bool person, struct output *out);
/* The wordings that the consents name, one file each, in folder. */
void wordings_write(const char *folder);

#endif
