/* capsule_box.c - the files of a capsule, from a folder into one ZIP that stores and does not pack. */
#include "compliance/capsule_box.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zip.h>

enum { NAME = 128, PIECE = 1 << 16, FILES_MAX = 65000 };

struct capsule_box {
	char out[512];
	char folder[560];
	int count;
	int room;
	char (*name)[NAME];
};

struct capsule_box *
capsule_box_new(const char *out, struct err *err)
{
	struct capsule_box *box = memory_new(sizeof(*box));

	if ((size_t)snprintf(box->out, sizeof(box->out), "%s", out) >= sizeof(box->out)) {
		fail(err, ERR_INPUT, "%s: the path is too long", out);
	} else {
		snprintf(box->folder, sizeof(box->folder), "%s.XXXXXX", out);
		if (mkdtemp(box->folder) != NULL)
			return box;
		fail(err, ERR_INPUT, "%s: %s", box->folder, strerror(errno));
	}
	free(box);
	return NULL;
}

static void
path_of(const struct capsule_box *box, int i, char path[640])
{
	snprintf(path, 640, "%s/%d", box->folder, i);
}

void *
capsule_box_free(struct capsule_box *box)
{
	char path[640];

	if (box == NULL)
		return NULL;
	for (int i = 0; i < box->count; i++) {
		path_of(box, i, path);
		unlink(path);
	}
	snprintf(path, sizeof(path), "%s/zip", box->folder);
	unlink(path);
	rmdir(box->folder);
	free(box->name);
	free(box);
	return NULL;
}

static void
remove_box(const char *path)
{
	char name[1300];
	DIR *box = opendir(path);

	for (struct dirent *one; box != NULL && (one = readdir(box)) != NULL;) {
		snprintf(name, sizeof(name), "%s/%s", path, one->d_name);
		unlink(name);
	}
	if (box != NULL)
		closedir(box);
	rmdir(path);
}

void
capsule_box_clear(const char *folder)
{
	char path[1000];
	DIR *boxes = opendir(folder);

	for (struct dirent *one; boxes != NULL && (one = readdir(boxes)) != NULL;) {
		snprintf(path, sizeof(path), "%s/%s", folder, one->d_name);
		if (strstr(one->d_name, ".zip.") != NULL)
			remove_box(path);
	}
	if (boxes != NULL)
		closedir(boxes);
}

int
capsule_box_count(const struct capsule_box *box)
{
	return box->count;
}

FILE *
capsule_box_file(struct capsule_box *box, const char *name, struct err *err)
{
	char path[640];

	must(strlen(name) < NAME);
	if (box->count == FILES_MAX) {
		fail(err, ERR_INPUT, "the capsule would have more than %d files", FILES_MAX);
		return NULL;
	}
	if (box->count == box->room)
		box->name = memory_grow(box->name, (size_t)(box->room = 2 * box->room + 64) * NAME);
	memcpy(box->name[box->count], name, strlen(name) + 1);
	path_of(box, box->count++, path);
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	FILE *file = fd >= 0 ? fdopen(fd, "w") : NULL;
	if (file == NULL)
		fail(err, ERR_RETRY, "%s: %s", path, strerror(errno));
	return file;
}

bool
capsule_box_close(FILE *file, bool written, struct err *err)
{
	bool whole = fflush(file) == 0 && !ferror(file);

	if (fclose(file) != 0)
		whole = false;
	return written && (whole || fail(err, ERR_RETRY, "the capsule cannot be written: %s", strerror(errno)));
}

bool
capsule_box_add(struct capsule_box *box, const char *name, struct view bytes, struct err *err)
{
	FILE *file = capsule_box_file(box, name, err);

	return file != NULL && capsule_box_close(file, fwrite(bytes.data, 1, bytes.len, file) == bytes.len || bytes.len == 0, err);
}

static bool
hash_file(const char *path, struct hash *hash, uint8_t sha256[SHA256_SIZE], struct err *err)
{
	static char piece[PIECE];
	FILE *file = fopen(path, "re");
	size_t got;

	if (file == NULL)
		return fail(err, ERR_RETRY, "%s: %s", path, strerror(errno));
	hash_start(hash);
	while ((got = fread(piece, 1, sizeof(piece), file)) > 0)
		hash_add(hash, piece, got);
	hash_end(hash, sha256);
	bool read = !ferror(file);
	fclose(file);
	return read || fail(err, ERR_RETRY, "%s: %s", path, strerror(errno));
}

bool
capsule_box_list(struct capsule_box *box, uint8_t sum[SHA256_SIZE], struct err *err)
{
	struct hash *hash = hash_new();
	struct buf list = {0};
	bool listed = true;

	for (int i = 0; i < box->count && listed; i++) {
		uint8_t one[SHA256_SIZE];
		char path[640];
		path_of(box, i, path);
		listed = hash_file(path, hash, one, err);
		hex_add(&list, one, sizeof(one));
		buf_add_format(&list, "  %s\n", box->name[i]);
	}
	hash_free(hash);
	sha256(list.data, list.len, sum);
	listed = listed && capsule_box_add(box, "MANIFEST", buf_view(&list), err);
	buf_release(&list);
	return listed;
}

/* A fixed date and no packing: the reader knows the value of every byte. */
static bool
zip_put(zip_t *zip, const char *path, const char *name)
{
	zip_source_t *source = zip_source_file(zip, path, 0, -1);
	zip_int64_t index = source ? zip_file_add(zip, name, source, ZIP_FL_ENC_GUESS) : -1;

	if (source != NULL && index < 0)
		zip_source_free(source);
	return index >= 0 && zip_set_file_compression(zip, (zip_uint64_t)index, ZIP_CM_STORE, 0) == 0 &&
	    zip_file_set_dostime(zip, (zip_uint64_t)index, 0, 0x21, 0) == 0 &&
	    zip_file_set_external_attributes(zip, (zip_uint64_t)index, 0, ZIP_OPSYS_UNIX, 0100644u << 16) == 0;
}

bool
capsule_box_zip(struct capsule_box *box, struct err *err)
{
	char path[640], packed[640];
	int code = 0;
	bool added = true;

	snprintf(packed, sizeof(packed), "%s/zip", box->folder);
	zip_t *zip = zip_open(packed, ZIP_CREATE | ZIP_EXCL, &code);
	if (zip == NULL)
		return fail(err, ERR_RETRY, "the capsule's ZIP cannot be made: code %d", code);
	for (int i = 0; i < box->count && added; i++) {
		path_of(box, i, path);
		added = zip_put(zip, path, box->name[i]);
	}
	if (!added || zip_close(zip) != 0) {
		fail(err, ERR_RETRY, "the capsule's ZIP cannot be made: %s", zip_strerror(zip));
		zip_discard(zip);
		return false;
	}
	return (chmod(packed, 0600) == 0 && rename(packed, box->out) == 0) ||
	    fail(err, ERR_INPUT, "%s: %s", box->out, strerror(errno));
}
