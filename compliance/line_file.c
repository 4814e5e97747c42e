/* line_file.c - an import file of JSON lines in batches, and the file of what was rejected. */
#include "compliance/line_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/json.h"
#include "base/lang.h"

static bool
is_same_file(const char *a, const char *b)
{
	struct stat one, other;

	return stat(a, &one) == 0 && stat(b, &other) == 0 && one.st_dev == other.st_dev && one.st_ino == other.st_ino;
}

struct line_file *
line_file_open(const char *path, const char *rejects, struct err *err)
{
	struct line_file *file = memory_new(sizeof(*file));

	file->path = path;
	file->hash = hash_new();
	buf_init(&file->bytes);
	if (rejects != NULL)
		snprintf(file->reject_path, sizeof(file->reject_path), "%s", rejects);
	else
		snprintf(file->reject_path, sizeof(file->reject_path), "%s.rejects.jsonl", path);
	if (is_same_file(path, file->reject_path)) {
		fail(err, ERR_INPUT, "%s: the rejects cannot go into the file that is read", path);
		return line_file_close(file);
	}
	unlink(file->reject_path);	/* of an earlier run */
	file->file = fopen(path, "re");
	if (file->file == NULL) {
		fail(err, errno == ENOENT ? ERR_ABSENT : ERR_INPUT, "%s: %s", path, lang_reason(errno));
		return line_file_close(file);
	}
	return file;
}

void *
line_file_close(struct line_file *file)
{
	if (file == NULL)
		return NULL;
	if (file->file != NULL)
		fclose(file->file);
	if (file->rejects != NULL)
		fclose(file->rejects);
	hash_free(file->hash);
	buf_release(&file->bytes);
	free(file);
	return NULL;
}

/* Reads to the end of the line; what is beyond LINE_MAX is left out.  False at the end of the file. */
static bool
read_line(struct line_file *file, bool *cut)
{
	size_t before = file->bytes.len;
	int c;

	*cut = false;
	while ((c = getc_unlocked(file->file)) != EOF && c != '\n') {
		if (file->bytes.len - before < LINE_MAX)
			buf_add_char(&file->bytes, (char)c);
		else
			*cut = true;
	}
	return c != EOF || file->bytes.len > before;
}

static bool
is_blank(struct view line)
{
	while (line.len > 0 && strchr(" \t\r", line.data[line.len - 1]) != NULL)
		line.len--;
	return line.len == 0;
}

bool
line_file_batch(struct line_file *file, struct err *err)
{
	bool cut;

	buf_clear(&file->bytes);
	file->count = 0;
	memset(file->reason, 0, sizeof(file->reason));
	while (file->count < LINE_BATCH && read_line(file, &cut)) {
		size_t start = file->count ? file->start[file->count] : 0;
		struct view line = {file->bytes.data + start, file->bytes.len - start};
		file->number++;
		if (is_blank(line)) {
			file->bytes.len = start;
			continue;
		}
		file->start[file->count] = start;
		file->number_of[file->count] = file->number;
		if (cut)
			line_file_reject(file, file->count, "", "the line is longer than 64 KiB");
		buf_add_char(&file->bytes, '\n');
		file->start[++file->count] = file->bytes.len;
	}
	if (ferror(file->file))
		return fail(err, ERR_INPUT, "%s: %s", file->path, lang_reason(errno));
	return true;
}

struct view
line_file_line(const struct line_file *file, int i)
{
	return (struct view){file->bytes.data + file->start[i], file->start[i + 1] - file->start[i] - 1};
}

void
line_file_sha256(struct line_file *file, uint8_t out[SHA256_SIZE])
{
	hash_start(file->hash);
	hash_add(file->hash, file->bytes.data, file->bytes.len);
	hash_end(file->hash, out);
}

void
line_file_reject(struct line_file *file, int i, const char *field, const char *reason)
{
	if (file->reason[i] != NULL)
		return;
	snprintf(file->field[i], sizeof(file->field[i]), "%s", field);
	file->reason[i] = reason;
}

/* Personal data: only its owner may read it. */
static bool
open_rejects(struct line_file *file, struct err *err)
{
	if (file->rejects != NULL)
		return true;
	int fd = open(file->reject_path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	if (fd < 0 || (file->rejects = fdopen(fd, "w")) == NULL)
		return fail(err, ERR_INPUT, "%s: %s", file->reject_path, lang_reason(errno));
	return true;
}

static void
write_reject(struct line_file *file, int i)
{
	struct json json;
	struct buf text = {0};
	struct view line = line_file_line(file, i);
	bool readable = file->reason[i] != NULL && strcmp(file->reason[i], "not a JSON object") != 0 &&
	    line.len < LINE_MAX;

	json_start_loose(&json, &text);
	json_object(&json);
	json_key(&json, "line");
	json_int(&json, file->number_of[i]);
	json_key(&json, "field");
	json_text(&json, file->field[i]);
	json_key(&json, "reason");
	json_text(&json, say(file->reason[i]));
	if (readable) {
		json_key(&json, "said");
		json_raw(&json, line);
	} else {	/* perhaps not even UTF-8 */
		json_key(&json, "bytes");
		struct buf coded = {0};
		base64_add(&coded, line.data, line.len);
		json_text(&json, coded.data);
		buf_release(&coded);
	}
	json_end(&json);
	fprintf(file->rejects, "%s\n", text.data);
	buf_release(&text);
}

bool
line_file_end_batch(struct line_file *file, struct err *err)
{
	for (int i = 0; i < file->count; i++) {
		if (file->reason[i] == NULL)
			continue;
		if (!open_rejects(file, err))
			return false;
		write_reject(file, i);
		file->rejected++;
	}
	if (file->rejects != NULL && fflush(file->rejects) != 0)
		return fail(err, ERR_RETRY, "%s: %s", file->reject_path, lang_reason(errno));
	return true;
}
