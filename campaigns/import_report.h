/* import_report.h - what became of a list: counts that add up, reasons, the first rejects.  No cell of it. */
#ifndef CAMPAIGNS_IMPORT_REPORT_H
#define CAMPAIGNS_IMPORT_REPORT_H

#include "campaigns/import_store.h"

enum { REPORT_REASONS = 48, REPORT_FIRST = 10 };

struct import_report {
	int64_t list;			/* 0 in a preview */
	int64_t entity_inn;
	bool repeated;			/* the same file was imported before, at imported_at */
	int64_t imported_at;
	bool quarantined;
	bool preview;
	uint8_t sha256[SHA256_SIZE];
	enum table_kind kind;
	enum encoding encoding;
	char separator;
	int64_t rows;			/* with anything in them, below the heading: taken + rejected */
	int64_t taken, rejected;
	int64_t partly;			/* taken, but for an address */
	struct import_counts counts;	/* of the taken ones */
	struct report_reason {
		const char *text;
		int64_t count;
	} reason[REPORT_REASONS];
	int reasons;
	struct report_first {
		int64_t row;
		int column;
		const char *text;
	} first[REPORT_FIRST];
	int firsts;
	struct buf ignored;		/* titles of columns that are not read, with ", " between */
	struct buf rejects;		/* path; "" when there are none */
};

void import_report_release(struct import_report *report);
void import_report_fault(struct import_report *report, int64_t row, const struct row_fault *fault);
/* For a person, in her language. */
void import_report_write(const struct import_report *report, struct buf *out);

#endif
