/* log_archive.c - bundles of sealed months in compressed files. */
#include "compliance/log_archive.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zstd.h>

#include "base/little.h"
#include "compliance/bundle.h"

/* The seekable format: a skippable frame of (compressed, plain) lengths, their number, a byte, a magic number. */
enum { LEVEL = 12, TABLE_HEAD = 8, TABLE_ROW = 8, TABLE_FOOT = 9, FILE_MAX = 1 << 30 };
static const uint32_t SKIPPABLE = 0x184D2A5E, SEEKABLE = 0x8F92EAB1;

void
log_archive_name(uint64_t first, char name[ARCHIVE_NAME])
{
	snprintf(name, ARCHIVE_NAME, "%012llu.zst", (unsigned long long)first);
}

void
log_archive_add(struct log_archive_file *file, struct view bundle)
{
	ZSTD_CCtx *zstd = ZSTD_createCCtx();
	size_t most = ZSTD_compressBound(bundle.len);

	must(zstd != NULL && file->bundles < ARCHIVE_BUNDLES && bundle.len <= BUNDLE_MAX);
	ZSTD_CCtx_setParameter(zstd, ZSTD_c_compressionLevel, LEVEL);
	ZSTD_CCtx_setParameter(zstd, ZSTD_c_checksumFlag, 1);
	size_t len = ZSTD_compress2(zstd, buf_room(&file->bytes, most), most, bundle.data, bundle.len);
	must(!ZSTD_isError(len));
	file->bytes.len += len;
	file->bundles++;
	little_put(&file->table, len, 4);
	little_put(&file->table, bundle.len, 4);
	ZSTD_freeCCtx(zstd);
}

void
log_archive_end(struct log_archive_file *file)
{
	little_put(&file->bytes, SKIPPABLE, 4);
	little_put(&file->bytes, file->table.len + TABLE_FOOT, 4);
	buf_add(&file->bytes, file->table.data, file->table.len);
	little_put(&file->bytes, file->bundles, 4);
	buf_add_char(&file->bytes, 0);		/* no checksums in the table: each frame has its own */
	little_put(&file->bytes, SEEKABLE, 4);
}

void
log_archive_file_release(struct log_archive_file *file)
{
	buf_release(&file->bytes);
	buf_release(&file->table);
}

void
log_archive_release(struct log_archive *archive)
{
	free(archive->first);
	buf_release(&archive->file);
	*archive = (struct log_archive){0};
}

static void
take_name(void *self, const char *name)
{
	struct log_archive *archive = self;
	unsigned long long first;
	char again[ARCHIVE_NAME];

	if (sscanf(name, "%12llu.zst", &first) != 1)
		return;
	log_archive_name(first, again);
	if (strcmp(name, again) != 0)
		return;
	archive->first = memory_grow(archive->first, (archive->files + 1) * sizeof(*archive->first));
	archive->first[archive->files++] = first;
}

static int
in_order(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
	return x < y ? -1 : x > y;
}

/* The place, + 1, of the last file that begins at or before the bundle; 0: none. */
static uint64_t
file_of(struct log_archive *archive, const struct log_dir *dir, uint64_t index)
{
	size_t low = 0, high;

	if (!archive->is_listed) {
		log_dir_names(dir, "archive", take_name, archive);
		if (archive->files > 0)
			qsort(archive->first, archive->files, sizeof(*archive->first), in_order);
		archive->is_listed = true;
	}
	for (high = archive->files; low < high;) {
		size_t middle = (low + high) / 2;
		if (archive->first[middle] <= index)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Where each frame lies, by the table at the end; every byte must belong to a frame or to the table. */
static bool
read_table(struct log_archive *archive)
{
	const struct buf *file = &archive->file;
	uint64_t at = 0;

	if (file->len < TABLE_HEAD + TABLE_FOOT)
		return false;
	const char *foot = file->data + file->len - TABLE_FOOT;
	if (little_get(foot + 5, 4) != SEEKABLE || foot[4] != 0)
		return false;
	uint64_t bundles = little_get(foot, 4);
	if (bundles == 0 || bundles > ARCHIVE_BUNDLES || file->len < TABLE_HEAD + bundles * TABLE_ROW + TABLE_FOOT)
		return false;
	const char *table = foot - bundles * TABLE_ROW;
	for (uint64_t i = 0; i < bundles; i++) {
		archive->start[i] = at;
		archive->plain[i] = (uint32_t)little_get(table + i * TABLE_ROW + 4, 4);
		at += little_get(table + i * TABLE_ROW, 4);
	}
	archive->start[bundles] = at;
	archive->bundles = (unsigned)bundles;
	return at == (uint64_t)(table - file->data) - TABLE_HEAD && little_get(table - TABLE_HEAD, 4) == SKIPPABLE &&
	    little_get(table - 4, 4) == bundles * TABLE_ROW + TABLE_FOOT;
}

static bool
open_file(struct log_archive *archive, const struct log_dir *dir, uint64_t place, struct err *err)
{
	char name[ARCHIVE_NAME], path[ARCHIVE_NAME + 16];

	if (archive->open == place)
		return true;
	archive->open = 0;
	log_archive_name(archive->first[place - 1], name);
	snprintf(path, sizeof(path), "archive/%s", name);
	if (!log_dir_read(dir, path, FILE_MAX, &archive->file, err))
		return false;
	if (!read_table(archive))
		return fail(err, ERR_REFUSED, "%s: not an archive of the log, or damaged", path);
	archive->open = place;
	return true;
}

bool
log_archive_bundle(struct log_archive *archive, const struct log_dir *dir, uint64_t index, struct buf *out, struct err *err)
{
	uint64_t place = file_of(archive, dir, index);

	if (place == 0)
		return fail(err, ERR_ABSENT, "bundle %llu is not in the archive", (unsigned long long)index);
	if (!open_file(archive, dir, place, err))
		return false;
	uint64_t i = index - archive->first[place - 1];
	if (i >= archive->bundles)
		return fail(err, ERR_ABSENT, "bundle %llu is not in the archive", (unsigned long long)index);
	if (archive->plain[i] > BUNDLE_MAX)
		return fail(err, ERR_REFUSED, "archive/%012llu.zst: bundle %llu is damaged",
		    (unsigned long long)archive->first[place - 1], (unsigned long long)index);
	buf_clear(out);
	char *room = buf_room(out, archive->plain[i]);
	size_t len = ZSTD_decompress(room, archive->plain[i], archive->file.data + archive->start[i],
	    archive->start[i + 1] - archive->start[i]);
	if (ZSTD_isError(len) || len != archive->plain[i])
		return fail(err, ERR_REFUSED, "archive/%012llu.zst: bundle %llu is damaged",
		    (unsigned long long)archive->first[place - 1], (unsigned long long)index);
	out->len = len;
	room[len] = '\0';
	return true;
}
