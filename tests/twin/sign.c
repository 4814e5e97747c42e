/* sign.c - the providers' signatures (providers.md 27), and a command that prints them for tests. */
#include <stdio.h>
#include <string.h>

#include "base/crypto.h"
#include "tests/twin/twin.h"

static void
hex_of(const uint8_t *bytes, size_t len, char out[65])
{
	struct buf text = {0};

	hex_add(&text, bytes, len);
	memcpy(out, text.data, text.len + 1);
	buf_release(&text);
}

void
mango_sign(const char *key, struct view json, const char *salt, char out[65])
{
	static struct buf signed_text;
	uint8_t bytes[SHA256_SIZE];

	buf_clear(&signed_text);
	buf_add_text(&signed_text, key);
	buf_add(&signed_text, json.data, json.len);
	buf_add_text(&signed_text, salt);
	sha256(signed_text.data, signed_text.len, bytes);
	hex_of(bytes, SHA256_SIZE, out);
}

void
smsc_sign(struct view text, char out[65])
{
	uint8_t bytes[64];

	hex_of(bytes, digest("md5", text.data, text.len, bytes), out);
}

static void
put_auth(const char *auth, struct view rest, struct buf *out)
{
	buf_clear(out);
	buf_add_text(out, "{\"auth\":\"");
	buf_add_text(out, auth);
	buf_add_char(out, '"');
	buf_add(out, rest.data, rest.len);
}

void
unisender_go_sign(const char *key, struct view rest, struct buf *out)
{
	char auth[65];

	put_auth(key, rest, out);
	smsc_sign(buf_view(out), auth);
	put_auth(auth, rest, out);
}

int
command_sign(int argc, char **argv)
{
	char out[65];

	if (argc == 5 && strcmp(argv[1], "mango") == 0) {
		mango_sign(argv[2], view_of(argv[4]), argv[3], out);
		puts(out);
	} else if (argc == 3 && strcmp(argv[1], "smsc") == 0) {
		smsc_sign(view_of(argv[2]), out);
		puts(out);
	} else if (argc == 4 && strcmp(argv[1], "unisender-go") == 0) {
		struct buf body = {0};
		unisender_go_sign(argv[2], view_of(argv[3]), &body);
		puts(body.data);
		buf_release(&body);
	} else {
		fprintf(stderr, "usage: dozvon-twin sign mango KEY SALT JSON\n"
		    "       dozvon-twin sign smsc ID:PHONE:STATUS:SECRET\n"
		    "       dozvon-twin sign unisender-go KEY 'REST of the body after the auth value'\n");
		return EXIT_USAGE;
	}
	return EXIT_DONE;
}
