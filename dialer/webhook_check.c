/* webhook_check.c - is this report the provider's?  All comparisons take the same time whatever differs. */
#include "dialer/webhook_check.h"

#include <string.h>

#include "base/crypto.h"
#include "dialer/form.h"

static bool
same(struct view a, struct view b)
{
	return a.len == b.len && bytes_equal(a.data, b.data, a.len);
}

struct hook_path
hook_path_of(const char *path)
{
	struct hook_path out;

	while (*path == '/')
		path++;
	size_t len = strcspn(path, "?");
	out.path = (struct view){path, len};
	out.query = path[len] == '?' ? view_of(path + len + 1) : (struct view){"", 0};
	const char *slash = memchr(path, '/', len);
	out.first = (struct view){path, slash != NULL ? (size_t)(slash - path) : len};
	return out;
}

/* As the first step of the path, or as ?token=. */
bool
webhook_token_is_right(const struct verification *verification, const struct hook_path *path)
{
	struct buf value = {0};

	if (verification->token[0] == '\0')
		return true;
	bool right = same(path->first, view_of(verification->token)) ||
	    (form_field(path->query, "token", &value) && value.len > 0 &&
	        same(buf_view(&value), view_of(verification->token)));
	buf_release(&value);
	return right;
}

static bool
one_signature_is_right(const struct verification *verification, const struct values *values)
{
	struct buf ours = {0}, theirs = {0};
	bool right = false;

	for (int i = 0; i < verification->signatures && !right; i++) {
		const struct signature_check *check = &verification->signature[i];
		buf_clear(&ours);
		buf_clear(&theirs);
		signer_sign(&check->signer, values, &ours);
		template_write(&check->equals, values, &theirs);
		right = theirs.len > 0 && same(buf_view(&ours), buf_view(&theirs));
	}
	buf_release(&ours);
	buf_release(&theirs);
	return right;
}

/* UniSender: the md5 of the body as it came, with the md5 itself replaced by the key. */
static bool
md5_body_is_right(const struct verification *verification, const json_t *tree, struct view body)
{
	char room[VALUE_TEXT];
	struct view said = {"", 0};
	struct buf replaced = {0}, hex = {0};
	uint8_t hash[64];

	if (!json_value_text(pointer_find(&verification->md5_pointer, tree, ""), room, &said) || said.len != 32)
		return false;
	const char *place = memmem(body.data, body.len, said.data, said.len);
	if (place == NULL)
		return false;
	buf_add(&replaced, body.data, (size_t)(place - body.data));
	template_write(&verification->md5_key, &(struct values){0}, &replaced);
	buf_add(&replaced, place + said.len, body.len - (size_t)(place - body.data) - said.len);
	hex_add(&hex, hash, digest("md5", replaced.data, replaced.len, hash));
	bool right = same(buf_view(&hex), said);
	explicit_bzero(replaced.data, replaced.size);
	buf_release(&replaced);
	buf_release(&hex);
	return right;
}

bool
webhook_signature_is_right(const struct verification *verification, const struct subject *subject, struct view body)
{
	struct values values = {.tree = subject->tree, .body = body};

	if (verification->md5_body && !md5_body_is_right(verification, subject->tree, body))
		return false;
	if (verification->signatures == 0 || !condition_holds(&verification->signed_when, subject))
		return true;
	return one_signature_is_right(verification, &values);
}
