/*
 * xlsx_reader.h - the first sheet of a workbook -> rows.
 *
 * The workbook is taken apart in a child process that can read this one file,
 * write to one pipe and nothing else (xlsx_sandbox.h); what comes out of the
 * pipe is checked as if a stranger had written it.
 */
#ifndef CAMPAIGNS_XLSX_READER_H
#define CAMPAIGNS_XLSX_READER_H

#include "campaigns/table.h"

bool xlsx_read(int fd, struct table_limits limits, struct row_sink sink, struct err *err) warn_unused;

#endif
