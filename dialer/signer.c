/* signer.c - signatures over parts. */
#include "dialer/signer.h"

#include <string.h>

#include "base/crypto.h"

static bool
compile_hash(const struct yaml *map, struct signer *out, struct err *err)
{
	static const char *const known[] = {"md5", "sha1", "sha256", "hmac-md5", "hmac-sha1", "hmac-sha256", NULL};
	const struct yaml *node;
	const char *text;

	if (!yaml_get(map, "hash", &node, err) || !yaml_text(node, &text, err))
		return false;
	for (int i = 0; known[i] != NULL; i++)
		if (strcmp(known[i], text) == 0) {
			out->keyed = i >= 3;
			out->hash = known[i % 3];
			return true;
		}
	char said[NEAREST_SAID];
	return yaml_wrong(node, err, "there is no \"%s\"%s", text, nearest_said(text, known, said));
}

static bool
compile_encoding(const struct yaml *map, struct signer *out, struct err *err)
{
	const struct yaml *node = yaml_find(map, "encode");

	if (node == NULL || strcmp(node->text ? node->text : "", "hex") == 0)
		out->encoding = ENCODE_HEX;
	else if (strcmp(node->text ? node->text : "", "base64") == 0)
		out->encoding = ENCODE_BASE64;
	else if (strcmp(node->text ? node->text : "", "base64_of_hex") == 0)
		out->encoding = ENCODE_BASE64_OF_HEX;
	else
		return yaml_wrong(node, err, "expected hex, base64 or base64_of_hex");
	return true;
}

bool
signer_compile(const struct recipe_scope *scope, const struct yaml *map, struct signer *out, struct err *err)
{
	const struct yaml *over, *key;

	if (!compile_hash(map, out, err) || !compile_encoding(map, out, err) || !yaml_get(map, "over", &over, err))
		return false;
	if (over->kind != YAML_LIST)
		return yaml_wrong(over, err, "expected a list");
	for (const struct yaml *part = over->first; part != NULL; part = part->next) {
		if (out->parts == SIGNER_PARTS)
			return yaml_wrong(part, err, "more than %d parts", (int)SIGNER_PARTS);
		if (!template_compile(scope, part, ESCAPE_NONE, &out->part[out->parts++], err))
			return false;
	}
	return !out->keyed || (yaml_get(map, "key", &key, err) && template_compile(scope, key, ESCAPE_NONE, &out->key, err));
}

void
signer_sign(const struct signer *signer, const struct values *values, struct buf *out)
{
	struct buf signed_text = {0}, key = {0}, hex = {0};
	uint8_t hash[64];
	size_t len;

	buf_init(&signed_text);
	for (int i = 0; i < signer->parts; i++)
		template_write(&signer->part[i], values, &signed_text);
	if (signer->keyed) {
		buf_init(&key);
		template_write(&signer->key, values, &key);
		len = hmac(signer->hash, key.data, key.len, signed_text.data, signed_text.len, hash);
		explicit_bzero(key.data, key.size);
	} else {
		len = digest(signer->hash, signed_text.data, signed_text.len, hash);
	}
	explicit_bzero(signed_text.data, signed_text.size);
	if (signer->encoding != ENCODE_BASE64)
		hex_add(&hex, hash, len);
	if (signer->encoding == ENCODE_HEX)
		buf_add(out, hex.data, hex.len);
	else if (signer->encoding == ENCODE_BASE64)
		base64_add(out, hash, len);
	else
		base64_add(out, hex.data, hex.len);
	buf_release(&signed_text);
	buf_release(&key);
	buf_release(&hex);
}
