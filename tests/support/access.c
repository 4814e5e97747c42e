/* access.c - the header with which somebody of the staff calls the API in a test. */
#include "tests/support/access.h"

#include <stdio.h>
#include <string.h>

#include "compliance/access_token.h"
#include "tests/support/database.h"

enum { KNOWN = 16 };

/* Arranged beside the log, so that tests which count entries count their own. */
static void
issue(struct db *db, const struct installation_key *key, const char *login, char token[ACCESS_TOKEN_TEXT])
{
	uint8_t digest[SHA256_SIZE];
	struct buf hex = {0};

	access_token_make(token);
	must(access_token_digest(key, view_of(token), digest));
	hex_add(&hex, digest, sizeof(digest));
	test_sql(db, "insert into access_token (staff_id, digest, issued_at, expires_at) values ((select id from staff where login = '%s'), "
	    "'\\x%s', '2026-01-01Z', '2036-01-01Z')", login, hex.data);
	buf_release(&hex);
}

const char *
test_access(struct db *db, const struct installation_key *key, const char *login)
{
	static struct {
		const struct db *db;
		char login[32], header[40 + ACCESS_TOKEN_TEXT];
	} known[KNOWN];
	char token[ACCESS_TOKEN_TEXT];
	int i = 0;

	if (login == NULL)
		return "";
	while (known[i].db != NULL && (known[i].db != db || strcmp(known[i].login, login) != 0))
		must(++i < KNOWN);
	if (known[i].db == NULL) {
		issue(db, key, login, token);
		known[i].db = db;
		snprintf(known[i].login, sizeof(known[i].login), "%s", login);
		snprintf(known[i].header, sizeof(known[i].header), "Authorization: Bearer %s\r\n", token);
	}
	return known[i].header;
}
