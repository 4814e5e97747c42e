/* evidence_dir.c - the folder of enciphered evidence files: written whole, read whole, walked. */
#include "compliance/evidence_dir.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <openssl/crypto.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static bool
read_key(const char *path, struct evidence_key *out, struct err *err)
{
	struct installation_key bytes;
	uint8_t hash[SHA256_SIZE];

	if (!installation_key_read(path, &bytes, err))
		return err->kind == ERR_ABSENT ?
		    fail(err, ERR_ABSENT, "%s is not there: dozvon evidence key makes it", path) : false;
	memcpy(out->bytes, bytes.bytes, KEY_SIZE);
	sha256(bytes.bytes, KEY_SIZE, hash);
	memcpy(out->id, hash, EVIDENCE_KEY_ID);
	OPENSSL_cleanse(&bytes, sizeof(bytes));
	return true;
}

bool
evidence_dir_name(const struct settings *settings, struct evidence_dir *out, struct err *err)
{
	*out = (struct evidence_dir){.max = settings->evidence_file_mib << 20, .years = settings->evidence_years};
	if ((size_t)snprintf(out->path, sizeof(out->path), "%s", settings->evidence_dir) >= sizeof(out->path) ||
	    out->path[0] == '\0')
		return fail(err, ERR_INPUT, "evidence_dir: the path is empty or too long");
	return true;
}

bool
evidence_dir_open(const struct settings *settings, struct evidence_dir *out, struct err *err)
{
	struct evidence_dir dir;

	if (!evidence_dir_name(settings, &dir, err))
		return false;
	if (mkdir(dir.path, 0700) != 0 && errno != EEXIST)
		return fail(err, ERR_INPUT, "%s: %s", dir.path, strerror(errno));
	if (!read_key(settings->evidence_key, &dir.key[0], err))
		return false;
	dir.keys = 1;
	if (settings->evidence_key_old[0] != '\0') {
		if (!read_key(settings->evidence_key_old, &dir.key[1], err))
			return false;
		dir.keys = 2;
	}
	*out = dir;
	OPENSSL_cleanse(dir.key, sizeof(dir.key));
	return true;
}

void
evidence_dir_release(struct evidence_dir *dir)
{
	OPENSSL_cleanse(dir, sizeof(*dir));
}

bool
evidence_key_make(const char *path, struct err *err)
{
	uint8_t key[KEY_SIZE];
	struct buf text = {0};

	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0)
		return fail(err, ERR_INPUT, "%s: %s", path, strerror(errno));
	random_bytes(key, sizeof(key));
	hex_add(&text, key, sizeof(key));
	buf_add_char(&text, '\n');
	bool written = write(fd, text.data, text.len) == (ssize_t)text.len && fsync(fd) == 0;
	if (!written)
		fail(err, ERR_RETRY, "%s: %s", path, strerror(errno));
	close(fd);
	OPENSSL_cleanse(key, sizeof(key));
	OPENSSL_cleanse(text.data, text.len);
	buf_release(&text);
	return written;
}

const struct evidence_key *
evidence_dir_key(const struct evidence_dir *dir, struct view id)
{
	for (int i = 0; i < dir->keys; i++)
		if (id.len == EVIDENCE_KEY_ID && memcmp(dir->key[i].id, id.data, id.len) == 0)
			return &dir->key[i];
	return NULL;
}

/* DIR/ab or DIR/ab/abcd... */
static void
path_of(const struct evidence_dir *dir, const uint8_t sha256[SHA256_SIZE], bool folder, char path[340])
{
	struct buf name = {0};

	hex_add(&name, sha256, SHA256_SIZE);
	snprintf(path, 340, "%s/%.2s%s%s", dir->path, name.data, folder ? "" : "/", folder ? "" : name.data);
	buf_release(&name);
}

static bool
sync_folder(const char *path, struct err *err)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool synced = fd >= 0 && fsync(fd) == 0;

	if (!synced)
		fail(err, ERR_RETRY, "%s: %s", path, strerror(errno));
	if (fd >= 0)
		close(fd);
	return synced;
}

bool
evidence_draft_make(const struct evidence_dir *dir, int fd, struct evidence_draft *out, struct err *err)
{
	struct evidence_draft draft = {0};
	uint8_t key[KEY_SIZE];

	snprintf(draft.temporary, sizeof(draft.temporary), "%s/XXXXXX.new", dir->path);
	int file = mkostemps(draft.temporary, 4, O_CLOEXEC);
	if (file < 0)
		return fail(err, ERR_RETRY, "%s: %s", dir->path, strerror(errno));
	random_bytes(key, sizeof(key));
	bool made = evidence_encipher(fd, file, key, dir->max, &draft.plain, err);
	if (made && fsync(file) != 0)
		made = fail(err, ERR_RETRY, "%s: %s", draft.temporary, strerror(errno));
	close(file);
	evidence_wrap(dir->key[0].bytes, draft.plain.sha256, key, draft.wrapped);
	OPENSSL_cleanse(key, sizeof(key));
	if (made)
		*out = draft;
	else
		evidence_draft_release(&draft);
	return made;
}

bool
evidence_draft_place(const struct evidence_dir *dir, struct evidence_draft *draft, struct err *err)
{
	char folder[340], path[340];

	path_of(dir, draft->plain.sha256, true, folder);
	path_of(dir, draft->plain.sha256, false, path);
	if (mkdir(folder, 0700) != 0 && errno != EEXIST)
		return fail(err, ERR_RETRY, "%s: %s", folder, strerror(errno));
	if (rename(draft->temporary, path) != 0)
		return fail(err, ERR_RETRY, "%s: %s", path, strerror(errno));
	draft->temporary[0] = '\0';
	return sync_folder(folder, err) && sync_folder(dir->path, err);
}

void
evidence_draft_release(struct evidence_draft *draft)
{
	if (draft->temporary[0] != '\0')
		unlink(draft->temporary);
	*draft = (struct evidence_draft){0};
}

bool
evidence_dir_has(const struct evidence_dir *dir, const uint8_t sha256[SHA256_SIZE])
{
	char path[340];

	path_of(dir, sha256, false, path);
	return access(path, R_OK) == 0;
}

bool
evidence_dir_remove(const struct evidence_dir *dir, const uint8_t sha256[SHA256_SIZE], struct err *err)
{
	char path[340];

	path_of(dir, sha256, false, path);
	if (unlink(path) != 0 && errno != ENOENT)
		return fail(err, ERR_RETRY, "%s: %s", path, strerror(errno));
	return true;
}

bool
evidence_dir_read(const struct evidence_dir *dir, const uint8_t sha256[SHA256_SIZE], struct view wrapped,
    struct view key_id, int out, struct evidence_plain *plain, struct err *err)
{
	char path[340];
	uint8_t key[KEY_SIZE];
	const struct evidence_key *wrapping = evidence_dir_key(dir, key_id);

	path_of(dir, sha256, false, path);
	if (wrapping == NULL)
		return fail(err, ERR_REFUSED, "the evidence file's key is wrapped with a key that is not in the settings");
	if (wrapped.len != EVIDENCE_WRAPPED ||
	    !evidence_unwrap(wrapping->bytes, sha256, (const uint8_t *)wrapped.data, key))
		return fail(err, ERR_REFUSED, "the evidence file's wrapped key was changed");
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return fail(err, errno == ENOENT ? ERR_ABSENT : ERR_RETRY, "%s: %s", path, strerror(errno));
	bool read = evidence_decipher(fd, out, key, plain, err);
	close(fd);
	OPENSSL_cleanse(key, sizeof(key));
	if (read && !bytes_equal(plain->sha256, sha256, SHA256_SIZE))
		read = fail(err, ERR_REFUSED, "the evidence file holds something else than its name says");
	return read;
}

/* One folder of the two levels; a file's name is told with its folder. */
static bool
walk_folder(const struct evidence_dir *dir, const char *folder, evidence_seen *seen, void *context, struct err *err)
{
	char path[340], name[340];
	struct dirent *entry;
	bool going = true;

	snprintf(path, sizeof(path), "%s%s%s", dir->path, *folder ? "/" : "", folder);
	DIR *list = opendir(path);
	if (list == NULL)
		return fail(err, ERR_RETRY, "%s: %s", path, strerror(errno));
	while (going && (entry = readdir(list)) != NULL) {
		uint8_t sha256[SHA256_SIZE];
		if (entry->d_name[0] == '.')
			continue;
		snprintf(name, sizeof(name), "%s%s%.200s", folder, *folder ? "/" : "", entry->d_name);
		if (*folder == '\0' && strlen(entry->d_name) == 2)
			going = walk_folder(dir, entry->d_name, seen, context, err);
		else if (*folder != '\0' && hex_read(entry->d_name, sha256, SHA256_SIZE) &&
		    memcmp(entry->d_name, folder, 2) == 0)
			going = seen(context, name, sha256, err);
		else
			going = seen(context, name, NULL, err);
	}
	closedir(list);
	return going;
}

bool
evidence_dir_walk(const struct evidence_dir *dir, evidence_seen *seen, void *context, struct err *err)
{
	return walk_folder(dir, "", seen, context, err);
}
