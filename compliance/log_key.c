/* log_key.c - the key that signs checkpoints. */
#include "compliance/log_key.h"

#include <errno.h>
#include <fcntl.h>
#include <openssl/crypto.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/lang.h"

static bool
say_how_to_make(const char *path, struct err *err)
{
	if (err->kind == ERR_ABSENT)
		fail(err, ERR_ABSENT, "%s is not there: dozvon audit key makes it", path);
	return false;
}

void
log_key_release(struct log_key *key)
{
	OPENSSL_cleanse(key, sizeof(*key));
}

static bool
read_from(const struct settings *settings, const char *path, struct log_key *out, struct err *err)
{
	struct installation_key bytes;

	if (!installation_key_read(path, &bytes, err))
		return say_how_to_make(path, err);
	memcpy(out->seed, bytes.bytes, KEY_SIZE);
	OPENSSL_cleanse(&bytes, sizeof(bytes));
	return note_key_make(settings->log_origin, out->seed, &out->verifier, err);
}

bool
log_key_read(const struct settings *settings, struct log_key *out, struct err *err)
{
	return read_from(settings, settings->log_key, out, err);
}

/* Never over an existing file: what it has signed could not be checked any more. */
bool
log_key_write_seed(const char *path, struct err *err)
{
	uint8_t seed[KEY_SIZE];
	struct buf text = {0};

	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0)
		return fail(err, ERR_INPUT, "%s: %s", path, lang_reason(errno));
	random_bytes(seed, sizeof(seed));
	hex_add(&text, seed, sizeof(seed));
	buf_add_char(&text, '\n');
	bool written = write(fd, text.data, text.len) == (ssize_t)text.len && fsync(fd) == 0;
	if (!written)
		fail(err, ERR_RETRY, "%s: %s", path, lang_reason(errno));
	close(fd);
	OPENSSL_cleanse(seed, sizeof(seed));
	OPENSSL_cleanse(text.data, text.len);
	buf_release(&text);
	return written;
}

static void
public_path(const struct settings *settings, struct buf *path)
{
	buf_add_format(path, "%s.pub", settings->log_key);
}

static bool
write_public(const struct settings *settings, const struct note_key *key, struct err *err)
{
	struct buf path = {0}, text = {0};

	public_path(settings, &path);
	note_key_format(key, &text);
	buf_add_char(&text, '\n');
	bool written = file_write_whole(path.data, text.data, text.len, err);
	buf_release(&path);
	buf_release(&text);
	return written;
}

bool
log_key_make(const struct settings *settings, bool *made, struct log_key *out, struct err *err)
{
	*made = access(settings->log_key, F_OK) != 0;
	if (*made && !log_key_write_seed(settings->log_key, err))
		return false;
	return log_key_read(settings, out, err) && write_public(settings, &out->verifier, err);
}

bool
log_key_verifier(const struct settings *settings, struct note_key *out, struct err *err)
{
	struct buf path = {0}, text = {0};

	public_path(settings, &path);
	bool read = buf_read_file(&text, path.data, 4096, err) || say_how_to_make(path.data, err);
	if (read) {
		text.data[strcspn(text.data, "\n")] = '\0';
		read = note_key_parse(text.data, out, err) || fail_prefix(err, "%s", path.data);
	}
	buf_release(&path);
	buf_release(&text);
	return read;
}

static void
next_path(const struct settings *settings, struct buf *path)
{
	buf_add_format(path, "%s.next", settings->log_key);
}

bool
log_key_read_next(const struct settings *settings, bool make, struct log_key *out, struct err *err)
{
	struct buf path = {0};

	next_path(settings, &path);
	bool read = (!make || access(path.data, F_OK) == 0 || log_key_write_seed(path.data, err)) &&
	    read_from(settings, path.data, out, err);
	buf_release(&path);
	return read;
}

/* The old seed is gone with this: what it could still sign nobody would believe. */
bool
log_key_take_next(const struct settings *settings, struct err *err)
{
	struct log_key own;
	struct buf path = {0};
	bool made, taken;

	next_path(settings, &path);
	taken = rename(path.data, settings->log_key) == 0 || errno == ENOENT ||
	    fail(err, ERR_RETRY, "%s: %s", path.data, lang_reason(errno));
	buf_release(&path);
	taken = taken && log_key_make(settings, &made, &own, err);
	log_key_release(&own);
	return taken;
}
