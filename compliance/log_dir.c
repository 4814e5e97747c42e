/* log_dir.c - the folder of a log: tiles, bundles, checkpoint, as files. */
#include "compliance/log_dir.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/lang.h"

enum { UNSYNCED_FILES = 16, UNSYNCED_DIRS = 64 };

struct log_dir {
	char *path;
	int fd;
	int file[UNSYNCED_FILES];	/* written, still open */
	int files;
	bool has_many;			/* more files were written than are open: all of the file system is synced */
	char *parent[UNSYNCED_DIRS];	/* folders whose list of names has changed */
	int parents;
};

static bool
failed(struct err *err, const struct log_dir *dir, const char *name)
{
	return fail(err, errno == ENOENT ? ERR_ABSENT : ERR_RETRY, "%s/%s: %s", dir->path, name, lang_reason(errno));
}

struct log_dir *
log_dir_open(const char *path, bool for_writing, struct err *err)
{
	if (for_writing && mkdir(path, 0755) != 0 && errno != EEXIST) {
		fail(err, ERR_INPUT, "%s: %s", path, lang_reason(errno));
		return NULL;
	}
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0) {
		fail(err, errno == ENOENT ? ERR_ABSENT : ERR_INPUT, "%s: %s", path, lang_reason(errno));
		return NULL;
	}
	if (for_writing && flock(fd, LOCK_EX | LOCK_NB) != 0) {
		fail(err, ERR_RETRY, "%s: another process is writing here", path);
		close(fd);
		return NULL;
	}
	struct log_dir *dir = memory_new(sizeof(*dir));
	dir->path = memory_text(path);
	dir->fd = fd;
	return dir;
}

void *
log_dir_close(struct log_dir *dir)
{
	if (dir == NULL)
		return NULL;
	for (int i = 0; i < dir->files; i++)
		close(dir->file[i]);
	for (int i = 0; i < dir->parents; i++)
		free(dir->parent[i]);
	close(dir->fd);
	free(dir->path);
	free(dir);
	return NULL;
}

bool
log_dir_read(const struct log_dir *dir, const char *name, size_t max, struct buf *buf, struct err *err)
{
	ssize_t len = 1;

	buf_clear(buf);
	int fd = openat(dir->fd, name, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return failed(err, dir, name);
	while (len > 0 && buf->len <= max) {
		len = read(fd, buf_room(buf, 1 << 17), 1 << 17);
		if (len < 0 && errno == EINTR)
			len = 1;
		else if (len > 0)
			buf->len += (size_t)len;
	}
	int reason = errno;
	close(fd);
	errno = reason;
	if (len < 0)
		return failed(err, dir, name);
	*(char *)buf_room(buf, 1) = '\0';
	if (buf->len > max)
		return fail(err, ERR_INPUT, "%s/%s: larger than %zu bytes", dir->path, name, max);
	return true;
}

static size_t
parent_len(const char *name)
{
	const char *slash = strrchr(name, '/');
	return slash ? (size_t)(slash - name) : 0;
}

static bool
sync_parents(struct log_dir *dir, struct err *err)
{
	bool synced = true;

	for (int i = 0; i < dir->parents; i++) {
		const char *name = dir->parent[i];
		int fd = openat(dir->fd, *name ? name : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
		if ((fd < 0 || fsync(fd) != 0) && synced)
			synced = failed(err, dir, name);
		if (fd >= 0)
			close(fd);
		free(dir->parent[i]);
	}
	dir->parents = 0;
	return synced;
}

/* Remembers the folder that holds name. */
static bool
note_parent(struct log_dir *dir, const char *name, struct err *err)
{
	size_t len = parent_len(name);

	for (int i = dir->parents - 1; i >= 0; i--)
		if (strlen(dir->parent[i]) == len && memcmp(dir->parent[i], name, len) == 0)
			return true;
	if (dir->parents == UNSYNCED_DIRS && !sync_parents(dir, err))
		return false;
	dir->parent[dir->parents++] = strndup(name, len);
	return true;
}

static bool
make_parents(struct log_dir *dir, const char *name, struct err *err)
{
	char path[256];

	must(strlen(name) < sizeof(path));
	strcpy(path, name);
	for (char *slash = strchr(path, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		if (mkdirat(dir->fd, path, 0755) != 0 && errno != EEXIST)
			return failed(err, dir, path);
		if (!note_parent(dir, path, err))
			return false;
		*slash = '/';
	}
	return true;
}

static bool
write_all(int fd, const char *data, size_t len)
{
	while (len > 0) {
		ssize_t written = write(fd, data, len);
		if (written < 0 && errno != EINTR)
			return false;
		if (written > 0)
			data += written, len -= (size_t)written;
	}
	return true;
}

bool
log_dir_write(struct log_dir *dir, const char *name, const void *data, size_t len, struct err *err)
{
	const int how = O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC;

	int fd = openat(dir->fd, name, how, 0644);
	if (fd < 0 && errno == ENOENT) {
		if (!make_parents(dir, name, err))
			return false;
		fd = openat(dir->fd, name, how, 0644);
	}
	if (fd < 0)
		return failed(err, dir, name);
	if (!write_all(fd, data, len)) {
		failed(err, dir, name);
		close(fd);
		return false;
	}
	sync_file_range(fd, 0, 0, SYNC_FILE_RANGE_WRITE);	/* a start only; log_dir_sync waits */
	if (dir->files == UNSYNCED_FILES) {
		dir->has_many = true;
		close(fd);
	} else {
		dir->file[dir->files++] = fd;
	}
	return note_parent(dir, name, err);
}

/*
 * Each fsync waits for the disk's cache to be emptied: 2.5 ms on a busy disk,
 * so 513 files took 1.3 s where one syncfs took 0.1 to 0.5 s.
 */
bool
log_dir_sync(struct log_dir *dir, struct err *err)
{
	bool synced = !dir->has_many || syncfs(dir->fd) == 0 || failed(err, dir, "syncfs");

	for (int i = 0; i < dir->files; i++) {
		if (synced && !dir->has_many && fsync(dir->file[i]) != 0)
			synced = failed(err, dir, "fsync");
		close(dir->file[i]);
	}
	dir->files = 0;
	dir->has_many = false;
	return sync_parents(dir, synced ? err : &(struct err){0}) && synced;
}

bool
log_dir_publish(struct log_dir *dir, const char *name, const void *data, size_t len, struct err *err)
{
	char path[4096];

	if (snprintf(path, sizeof(path), "%s/%s", dir->path, name) >= (int)sizeof(path))
		return fail(err, ERR_INPUT, "%s: path too long", dir->path);
	if (!file_write_whole(path, data, len, err))
		return false;
	return fsync(dir->fd) == 0 || failed(err, dir, name);
}

void
log_dir_drop_partials(struct log_dir *dir, int level, uint64_t index)
{
	struct tile tile = {.level = level, .index = index, .width = 1};
	char name[TILE_NAME];
	struct dirent *entry;

	tile_name(&tile, name);
	name[parent_len(name)] = '\0';
	int fd = openat(dir->fd, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *list = fd < 0 ? NULL : fdopendir(fd);
	if (list == NULL)
		return;
	while ((entry = readdir(list)) != NULL)
		if (entry->d_name[0] != '.')
			unlinkat(fd, entry->d_name, 0);
	closedir(list);
	unlinkat(dir->fd, name, AT_REMOVEDIR);
}

void
log_dir_names(const struct log_dir *dir, const char *folder, void (*each)(void *self, const char *name), void *self)
{
	int fd = openat(dir->fd, folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *list = fd < 0 ? NULL : fdopendir(fd);
	struct dirent *entry;

	while (list != NULL && (entry = readdir(list)) != NULL)
		if (entry->d_name[0] != '.')
			each(self, entry->d_name);
	if (list != NULL)
		closedir(list);
}

bool
log_dir_remove(const struct log_dir *dir, const char *name)
{
	return unlinkat(dir->fd, name, 0) == 0;
}
