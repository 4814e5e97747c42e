/* row_builder.h - the cells of one row while they come in: capped, then handed over at once. */
#ifndef CAMPAIGNS_ROW_BUILDER_H
#define CAMPAIGNS_ROW_BUILDER_H

#include "campaigns/table.h"

struct row_builder {
	struct buf text;
	size_t end[TABLE_CELLS];	/* of each cell in text */
	struct view view[TABLE_CELLS];
	int cells;
};

void row_builder_init(struct row_builder *row);
void row_builder_release(struct row_builder *row);
void row_builder_clear(struct row_builder *row);
bool row_builder_add(struct row_builder *row, struct view cell);	/* false: over a cap */
/* Rows without cells are counted by the reader, not handed over. */
bool row_builder_give(struct row_builder *row, int64_t number, const char *fault, struct row_sink sink,
    struct err *err) warn_unused;

#endif
