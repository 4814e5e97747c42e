/* witness_request.c - what a log sends to a witness. */
#include "compliance/witness_request.h"

#include <string.h>

enum { PROOF_LINES_MAX = 63 };

void
witness_request_write(uint64_t old, const struct proof *proof, struct view note, struct buf *out)
{
	buf_add_format(out, "old %llu\n", (unsigned long long)old);
	for (size_t i = 0; i < proof->count; i++) {
		base64_add(out, proof->node[i].bytes, SHA256_SIZE);
		buf_add_char(out, '\n');
	}
	buf_add_char(out, '\n');
	buf_add(out, note.data, note.len);
}

static bool
read_old(struct view line, uint64_t *out)
{
	uint64_t size = 0;

	if (line.len < 5 || line.len > 22 || memcmp(line.data, "old ", 4) != 0 || (line.len > 5 && line.data[4] == '0'))
		return false;
	for (size_t i = 4; i < line.len; i++) {
		if (line.data[i] < '0' || line.data[i] > '9')
			return false;
		size = size * 10 + (uint64_t)(line.data[i] - '0');
	}
	*out = size;
	return true;
}

bool
witness_request_read(struct view text, struct witness_request *out, struct err *err)
{
	struct view rest = text, line;
	size_t len;
	bool right = view_next_line(&rest, &line) && read_old(line, &out->old);

	out->proof.count = 0;
	while (right && (right = view_next_line(&rest, &line)) && line.len > 0)
		right = out->proof.count < PROOF_LINES_MAX && base64_read(line.data, line.len,
		    out->proof.node[out->proof.count++].bytes, SHA256_SIZE, &len) && len == SHA256_SIZE;
	out->note = rest;
	return right || fail(err, ERR_INPUT, "not a request to a witness: expected old SIZE, hashes, an empty line, a checkpoint");
}
