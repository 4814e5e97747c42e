/* log_proof.c - the proof that an entry is in the log, as one text file. */
#include "compliance/log_proof.h"

#include <stdlib.h>
#include <string.h>

static const char FIRST_LINE[] = "c2sp.org/tlog-proof@v1";

/* The size that names the partial tiles is the log's own, not that of the checkpoint proven against. */
static bool
own_size(const struct log_dir *dir, const struct log_keys *keys, uint64_t *size, struct err *err)
{
	struct checkpoint own;
	struct buf note = {0};
	bool read = log_dir_read(dir, "checkpoint", NOTE_MAX, &note, err) &&
	    log_keys_open(keys, buf_view(&note), &own, err);

	buf_release(&note);
	if (read)
		*size = own.size;
	return read;
}

static void
write_text(uint64_t index, struct view entry, const struct proof *proof, struct view note, struct buf *out)
{
	buf_add_text(out, FIRST_LINE);
	buf_add_text(out, "\nextra ");
	base64_add(out, entry.data, entry.len);
	buf_add_format(out, "\nindex %llu\n", (unsigned long long)index);
	for (size_t i = 0; i < proof->count; i++) {
		base64_add(out, proof->node[i].bytes, SHA256_SIZE);
		buf_add_char(out, '\n');
	}
	buf_add_char(out, '\n');
	buf_add(out, note.data, note.len);
}

bool
log_proof_add(struct log_tree *tree, uint64_t index, struct view note, const struct checkpoint *checkpoint, struct buf *out,
    struct err *err)
{
	struct subtrees from = log_tree_subtrees(tree);
	struct view entry;
	struct node leaf;
	struct proof proof;

	if (!merkle_prove_inclusion(&from, index, checkpoint->size, &proof, err) ||
	    !log_tree_entry(tree, index, &entry, err))
		return false;
	merkle_leaf(entry.data, entry.len, &leaf);
	if (!merkle_check_inclusion(index, checkpoint->size, &leaf, &proof, &checkpoint->root))
		return fail(err, ERR_REFUSED, "entry %llu does not lead to the signed root: run audit verify",
		    (unsigned long long)index);
	write_text(index, entry, &proof, note, out);
	return true;
}

bool
log_proof_write(const struct log_dir *dir, const struct note_key *key, uint64_t index, struct view note,
    struct buf *out, struct err *err)
{
	struct checkpoint checkpoint;
	struct log_keys keys;
	struct log_tree tree;
	uint64_t size;

	if (!log_keys_read(dir, key, &keys, err) || !log_keys_open(&keys, note, &checkpoint, err) ||
	    !own_size(dir, &keys, &size, err))
		return false;
	if (index >= checkpoint.size || checkpoint.size > size)
		return fail(err, ERR_INPUT, "there is no entry %llu among %llu", (unsigned long long)index,
		    (unsigned long long)(checkpoint.size < size ? checkpoint.size : size));
	log_tree_init(&tree, dir, size);
	bool proven = log_proof_add(&tree, index, note, &checkpoint, out, err);
	log_tree_release(&tree);
	return proven;
}

static bool
cut_word(struct view *line, const char *word)
{
	size_t len = strlen(word);

	if (line->len < len || memcmp(line->data, word, len) != 0)
		return false;
	*line = (struct view){line->data + len, line->len - len};
	return true;
}

static bool
read_index(struct view digits, uint64_t *out)
{
	char text[20] = "";

	if (digits.len == 0 || digits.len >= sizeof(text) || (digits.len > 1 && digits.data[0] == '0'))
		return false;
	memcpy(text, digits.data, digits.len);
	*out = strtoull(text, NULL, 10);
	return strspn(text, "0123456789") == digits.len;
}

static bool
read_text(struct view rest, struct log_proven *out, struct proof *proof, struct buf *entry, struct view *note)
{
	struct view line;
	size_t len;

	if (!view_next_line(&rest, &line) || !view_is(line, FIRST_LINE) || !view_next_line(&rest, &line) ||
	    !cut_word(&line, "extra "))
		return false;
	buf_clear(entry);
	char *room = buf_room(entry, UINT16_MAX);
	if (!base64_read(line.data, line.len, room, UINT16_MAX, &len))
		return false;
	entry->len = len;
	room[len] = '\0';
	if (!view_next_line(&rest, &line) || !cut_word(&line, "index ") || !read_index(line, &out->index))
		return false;
	for (proof->count = 0; view_next_line(&rest, &line) && line.len > 0; proof->count++)
		if (proof->count == PROOF_MAX || !base64_read(line.data, line.len, proof->node[proof->count].bytes,
		    SHA256_SIZE, &len) || len != SHA256_SIZE)
			return false;
	*note = rest;
	return true;
}

bool
log_proof_check(struct view text, const struct log_keys *keys, struct log_proven *out, struct buf *entry,
    struct err *err)
{
	struct log_proven proven;
	struct proof proof;
	struct view note;
	struct node leaf;

	if (!read_text(text, &proven, &proof, entry, &note))
		return fail(err, ERR_INPUT, "not a proof: expected %s, extra, index, hashes, a checkpoint", FIRST_LINE);
	if (!log_keys_open(keys, note, &proven.checkpoint, err))
		return false;
	merkle_leaf(entry->data, entry->len, &leaf);
	if (!merkle_check_inclusion(proven.index, proven.checkpoint.size, &leaf, &proof, &proven.checkpoint.root))
		return fail(err, ERR_REFUSED, "the entry is not entry %llu of the signed log", (unsigned long long)proven.index);
	*out = proven;
	return true;
}
