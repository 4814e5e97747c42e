/* log_route.c - the audit log's public files: whoever has the key can check us. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "compliance/log_keys.h"
#include "compliance/log_tree.h"
#include "web/log_path.h"
#include "web/problem.h"
#include "web/route.h"

static const char IMMUTABLE[] = "public, max-age=31536000, immutable";

/* name has been checked against the grammar: it cannot leave the folder. */
static void
send_file(struct call *call, const char *name, const char *content_type, const char *cache)
{
	char path[4096];
	struct stat stat;

	snprintf(path, sizeof(path), "%s/%s", call->site->settings->log_dir, name);
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (fd < 0 || fstat(fd, &stat) != 0 || !S_ISREG(stat.st_mode)) {
		if (fd >= 0)
			close(fd);
		problem_reply(call->request, 404, "the log has no file %s yet", name);
		return;
	}
	http_reply_header(call->request, "Cache-Control", cache);
	http_reply_file(call->request, content_type, fd, stat.st_size);
}

void
log_checkpoint(struct call *call)
{
	send_file(call, "checkpoint", "text/plain; charset=utf-8", "no-cache");
}

void
log_witnessed(struct call *call)
{
	send_file(call, "witnessed", "text/plain; charset=utf-8", "no-cache");
}

void
log_handover(struct call *call)
{
	struct view number = call->param[0];
	char name[LOG_KEYS_NAME];

	for (size_t i = 0; i < number.len; i++)
		if (number.len > 2 || number.data[i] < '0' || number.data[i] > '9') {
			problem_reply(call->request, 404, "that is not the number of a key");
			return;
		}
	snprintf(name, sizeof(name), "key/%.*s", (int)number.len, number.data);
	send_file(call, name, "text/plain; charset=utf-8", IMMUTABLE);
}

static bool
is_there(const struct call *call, const char *name)
{
	char path[4096];

	snprintf(path, sizeof(path), "%s/%s", call->site->settings->log_dir, name);
	return access(path, F_OK) == 0;
}

/* A bundle that is no loose file any more: out of the archive. */
static bool
send_archived(struct call *call, struct view tile)
{
	struct tile bundle = {.level = TILE_BUNDLE, .width = TILE_WIDTH};
	struct log_dir *dir;
	struct log_tree tree;
	struct view bytes;
	struct err err;

	if (!log_path_bundle(tile, &bundle.index) || (dir = log_dir_open(call->site->settings->log_dir, false, &err)) == NULL)
		return false;
	log_tree_init(&tree, dir, 0);
	bool read = log_tree_bundle(&tree, &bundle, &bytes, &err);
	if (read) {
		http_reply_header(call->request, "Cache-Control", IMMUTABLE);
		http_reply(call->request, 200, "application/octet-stream", bytes);
	}
	log_tree_release(&tree);
	log_dir_close(dir);
	return read;
}

void
log_tile(struct call *call)
{
	char name[256];

	if (!log_path_is_tile(call->param[0])) {
		problem_reply(call->request, 404, "that is not the name of a tile");
		return;
	}
	snprintf(name, sizeof(name), "tile/%.*s", (int)call->param[0].len, call->param[0].data);
	if (is_there(call, name) || !send_archived(call, call->param[0]))
		send_file(call, name, "application/octet-stream", IMMUTABLE);
}
