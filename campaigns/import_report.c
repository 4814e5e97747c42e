/* import_report.c - what became of a list, for a person. */
#include "campaigns/import_report.h"

#include <string.h>

#include "base/clock.h"
#include "base/lang.h"

void
import_report_release(struct import_report *report)
{
	buf_release(&report->ignored);
	buf_release(&report->rejects);
}

void
import_report_fault(struct import_report *report, int64_t row, const struct row_fault *fault)
{
	int i = 0;

	while (i < report->reasons && strcmp(report->reason[i].text, fault->text) != 0)
		i++;
	if (i == report->reasons && i < REPORT_REASONS)
		report->reason[report->reasons++].text = fault->text;
	if (i < REPORT_REASONS)
		report->reason[i].count++;
	if (report->firsts < REPORT_FIRST)
		report->first[report->firsts++] = (struct report_first){row, fault->column, fault->text};
}

static void
write_form(const struct import_report *report, struct buf *out)
{
	if (report->kind == TABLE_XLSX)
		buf_add_text(out, say("read as: workbook, first sheet\n"));
	else if (report->separator == '\t')
		buf_add_format(out, say("read as: %s, separated by tabs\n"), encoding_name(report->encoding));
	else
		buf_add_format(out, say("read as: %s, separated by \"%c\"\n"), encoding_name(report->encoding),
		    report->separator);
}

static void
write_counts(const struct import_report *report, struct buf *out)
{
	const struct import_counts *counts = &report->counts;

	buf_add_format(out, say("rows: %lld, taken: %lld, rejected: %lld\n"), (long long)report->rows,
	    (long long)report->taken, (long long)report->rejected);
	buf_add_format(out, say("  new: %lld, new address of a known one: %lld, known already: %lld\n"),
	    (long long)counts->new_rows, (long long)counts->added_rows, (long long)counts->same_rows);
	buf_add_format(out, say("  new addresses: %lld, rows taken without one of their addresses: %lld\n"),
	    (long long)counts->new_points, (long long)report->partly);
}

static void
write_faults(const struct import_report *report, struct buf *out)
{
	char letters[8];

	if (report->reasons == 0)
		return;
	buf_add_text(out, say("reasons:\n"));
	for (int i = 0; i < report->reasons; i++)
		buf_add_format(out, "  %lld  %s\n", (long long)report->reason[i].count, say(report->reason[i].text));
	buf_add_text(out, say("first ones:\n"));
	for (int i = 0; i < report->firsts; i++) {
		const struct report_first *first = &report->first[i];
		letters[0] = '\0';
		if (first->column >= 0)
			column_letters(first->column, letters);
		buf_add_format(out, say("  row %lld %s: %s\n"), (long long)first->row, letters, say(first->text));
	}
}

void
import_report_write(const struct import_report *report, struct buf *out)
{
	char at[28];

	if (report->repeated) {
		instant_format(report->imported_at, at);
		buf_add_format(out, say("this very file was imported as list %lld at %s: nothing was changed\n"),
		    (long long)report->list, at);
		return;
	}
	if (report->preview)
		buf_add_text(out, say("a preview: nothing was stored\n"));
	else
		buf_add_format(out, say("list %lld\n"), (long long)report->list);
	write_form(report, out);
	write_counts(report, out);
	if (report->ignored.len > 0)
		buf_add_format(out, say("columns that are not stored: %s\n"), report->ignored.data);
	write_faults(report, out);
	if (report->rejects.len > 0)
		buf_add_format(out, say("rejected rows with their reasons: %s\n"), report->rejects.data);
	if (report->quarantined)
		buf_add_text(out, say("quarantine: no campaign may reach this list (152-FZ art. 10.1, 18)\n"));
}
