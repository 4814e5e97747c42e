/* row_builder.c - the cells of one row while they come in. */
#include "campaigns/row_builder.h"

void
row_builder_init(struct row_builder *row)
{
	buf_init(&row->text);
	row->cells = 0;
}

void
row_builder_release(struct row_builder *row)
{
	buf_release(&row->text);
}

void
row_builder_clear(struct row_builder *row)
{
	buf_clear(&row->text);
	row->cells = 0;
}

bool
row_builder_add(struct row_builder *row, struct view cell)
{
	if (row->cells == TABLE_CELLS || cell.len > TABLE_CELL_BYTES || row->text.len + cell.len > TABLE_ROW_BYTES)
		return false;
	buf_add(&row->text, cell.data, cell.len);
	row->end[row->cells++] = row->text.len;
	return true;
}

bool
row_builder_give(struct row_builder *row, int64_t number, const char *fault, struct row_sink sink, struct err *err)
{
	size_t start = 0;

	if (row->cells == 0)
		return true;
	for (int i = 0; i < row->cells; i++) {
		row->view[i] = (struct view){row->text.data + start, row->end[i] - start};
		start = row->end[i];
	}
	struct table_row given = {.number = number, .cells = row->cells, .cell = row->view, .fault = fault};
	err->kind = ERR_NONE;
	return sink.take(sink.object, &given, err);
}
