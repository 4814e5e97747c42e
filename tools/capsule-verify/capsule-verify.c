/*
 * capsule-verify.c - checks a capsule of Dozvon without Dozvon: no database, no network, libcrypto only.
 *
 * usage: capsule-verify CAPSULE.zip [VERIFIER-KEY]
 *
 * The capsule is a ZIP whose files are stored, not packed.  Checked: every
 * byte of the ZIP is one that this format has; each file is what MANIFEST
 * says; the checkpoint is signed by the key; each entry of log/ is in the
 * signed tree (RFC 6962); each decision of story.json has its entry, which
 * names the same facts, reasons and rules; texts and evidence have their hashes.
 * The first fault is named and ends it: exit code 1.  0: all proven.
 */
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/evp.h>

enum { HASH = 32, FILES = 65535, PROOF = 64 };

struct bytes { const unsigned char *data; size_t len; };
struct file { char name[128]; struct bytes body; };
struct entry { struct bytes text; uint64_t index; };

static struct file files[FILES];
static size_t file_count;
static struct entry *entries;
static size_t entry_count;

static int fault(const char *format, ...) __attribute__((format(printf, 1, 2)));

static int
fault(const char *format, ...)
{
	va_list args;

	printf("FAULT: ");
	va_start(args, format);
	vprintf(format, args);
	va_end(args);
	printf("\n");
	return 0;
}

static void
sha256(const void *data, size_t len, unsigned char out[HASH])
{
	EVP_Digest(data, len, out, NULL, EVP_sha256(), NULL);
}

static void
hex(const unsigned char *bytes, size_t len, char *out)
{
	for (size_t i = 0; i < len; i++)
		sprintf(out + 2 * i, "%02x", bytes[i]);
}

static int
is_hash(const void *data, size_t len, const char *wanted)
{
	unsigned char hash[HASH];
	char text[2 * HASH + 1];

	sha256(data, len, hash);
	hex(hash, HASH, text);
	return strncmp(text, wanted, 2 * HASH) == 0;
}

/* The length, or -1.  Strict: one spelling for each value. */
static int
base64(const char *text, size_t len, unsigned char *out, size_t max)
{
	unsigned char *room = malloc(len + 4), *again = malloc(len + 8);
	int got = len == 0 ? 0 : len % 4 == 0 ? EVP_DecodeBlock(room, (const unsigned char *)text, (int)len) : -1;

	for (size_t i = len; got > 0 && i-- > 0 && len - i <= 2 && text[i] == '=';)
		got--;
	if (got > 0 && (EVP_EncodeBlock(again, room, got) != (int)len || memcmp(again, text, len) != 0))
		got = -1;
	if (got > (int)max)
		got = -1;
	if (got > 0)
		memcpy(out, room, (size_t)got);
	free(room);
	free(again);
	return got;
}

/* ---- ZIP: local headers, then the directory, then its end; nothing between and nothing behind. */

static uint32_t
little(const unsigned char *at, int bytes)
{
	uint32_t value = 0;

	while (bytes-- > 0)
		value = value << 8 | at[bytes];
	return value;
}

static uint32_t
crc32_of(struct bytes body)
{
	static uint32_t table[256];
	uint32_t crc = 0xffffffff;

	for (uint32_t n = 0; table[255] == 0 && n < 256; n++) {
		table[n] = n;
		for (int k = 0; k < 8; k++)
			table[n] = table[n] & 1 ? 0xedb88320 ^ table[n] >> 1 : table[n] >> 1;
	}
	for (size_t i = 0; i < body.len; i++)
		crc = table[(crc ^ body.data[i]) & 255] ^ crc >> 8;
	return ~crc;
}

/* A local header: what this format never uses is zero, the date is the first that ZIP knows. */
static size_t
read_member(struct bytes zip, size_t at)
{
	const unsigned char *head = zip.data + at;
	struct file *file = &files[file_count];

	if (zip.len - at < 30 || little(head, 4) != 0x04034b50)
		return 0;
	size_t name = little(head + 26, 2), len = little(head + 18, 4);
	if (little(head + 4, 2) > 20 || little(head + 6, 2) != 0 || little(head + 8, 2) != 0 || little(head + 10, 2) != 0 ||
	    little(head + 12, 2) != 0x21 || little(head + 22, 4) != len || little(head + 28, 2) != 0 ||
	    name == 0 || name >= sizeof(file->name) || zip.len - at - 30 < name || zip.len - at - 30 - name < len)
		return 0;
	memcpy(file->name, head + 30, name);
	file->name[name] = '\0';
	file->body = (struct bytes){head + 30 + name, len};
	if (strlen(file->name) != name || little(head + 14, 4) != crc32_of(file->body))
		return 0;
	return 30 + name + len;
}

/* The directory's line of a file says what its local header said. */
static size_t
read_line(struct bytes zip, size_t at, const struct file *file)
{
	const unsigned char *line = zip.data + at, *head = file->body.data - strlen(file->name) - 30;
	size_t name = strlen(file->name);

	if (zip.len - at < 46 + name || little(line, 4) != 0x02014b50 || little(line + 4, 2) != 0x033f ||
	    memcmp(line + 6, head + 4, 26) != 0 || memcmp(line + 32, "\0\0\0\0\0\0\0\0\xa4\x81", 10) != 0 ||
	    little(line + 42, 4) != (uint32_t)(head - zip.data) || memcmp(line + 46, file->name, name) != 0)
		return 0;
	return 46 + name;
}

static int
read_zip(struct bytes zip)
{
	size_t at = 0, len, directory;

	for (; zip.len - at >= 4 && little(zip.data + at, 4) == 0x04034b50; at += len, file_count++)
		if (file_count == FILES || (len = read_member(zip, at)) == 0)
			return fault("the ZIP is damaged in the header or the body of file %zu, behind %s", file_count + 1,
			    file_count > 0 ? files[file_count - 1].name : "its beginning");
	directory = at;
	for (size_t i = 0; i < file_count; at += len, i++)
		if ((len = read_line(zip, at, &files[i])) == 0)
			return fault("the ZIP is damaged: its directory does not name %s", files[i].name);
	const unsigned char *end = zip.data + at;
	if (zip.len - at != 22 || little(end, 4) != 0x06054b50 || little(end + 4, 4) != 0 || little(end + 8, 2) != file_count ||
	    little(end + 10, 2) != file_count || little(end + 12, 4) != at - directory || little(end + 16, 4) != directory ||
	    little(end + 20, 2) != 0)
		return fault("the ZIP is damaged: its end, behind byte %zu", at);
	return file_count > 0 || fault("this is not a capsule");
}

static const struct file *
find(const char *name)
{
	for (size_t i = 0; i < file_count; i++)
		if (strcmp(files[i].name, name) == 0)
			return &files[i];
	return NULL;
}

/* ---- MANIFEST: "hash  name" of every other file, in their order. */

static int
check_manifest(void)
{
	const struct file *manifest = find("MANIFEST");

	if (manifest == NULL || manifest != &files[file_count - 1])
		return fault("MANIFEST is missing");
	const char *at = (const char *)manifest->body.data, *end = at + manifest->body.len;
	for (size_t i = 0; i + 1 < file_count; i++) {
		size_t name = strlen(files[i].name);
		if ((size_t)(end - at) < 2 * HASH + 3 + name || memcmp(at + 2 * HASH, "  ", 2) != 0 ||
		    memcmp(at + 2 * HASH + 2, files[i].name, name) != 0 || at[2 * HASH + 2 + name] != '\n')
			return fault("MANIFEST: line %zu does not name %s", i + 1, files[i].name);
		if (!is_hash(files[i].body.data, files[i].body.len, at))
			return fault("%s: its SHA-256 is not the one in MANIFEST", files[i].name);
		at += 2 * HASH + 3 + name;
	}
	return at == end || fault("MANIFEST names a file that is not there");
}

/* ---- The log: signed checkpoint, inclusion proofs. */

struct checkpoint { uint64_t size; unsigned char root[HASH]; };
struct key { char name[128]; unsigned char id[4], public_key[HASH]; };

static int
read_key(const char *text, size_t len, struct key *key)
{
	char copy[512], *second, *third;
	unsigned char raw[HASH + 1], hash[HASH];
	EVP_MD_CTX *md;
	unsigned id;

	while (len > 0 && text[len - 1] == '\n')
		len--;
	if (len >= sizeof(copy))
		return 0;
	memcpy(copy, text, len);
	copy[len] = '\0';
	if ((second = strchr(copy, '+')) == NULL || (third = strchr(second + 1, '+')) == NULL ||
	    second - copy >= (ptrdiff_t)sizeof(key->name))
		return 0;
	*second++ = *third++ = '\0';
	if (base64(third, strlen(third), raw, sizeof(raw)) != HASH + 1 || raw[0] != 1 || sscanf(second, "%8x", &id) != 1)
		return 0;
	strcpy(key->name, copy);
	memcpy(key->public_key, raw + 1, HASH);
	md = EVP_MD_CTX_new();
	EVP_DigestInit_ex(md, EVP_sha256(), NULL);
	EVP_DigestUpdate(md, copy, strlen(copy));
	EVP_DigestUpdate(md, "\n", 1);
	EVP_DigestUpdate(md, raw, sizeof(raw));
	EVP_DigestFinal_ex(md, hash, NULL);
	EVP_MD_CTX_free(md);
	memcpy(key->id, hash, 4);
	return ((unsigned)hash[0] << 24 | (unsigned)hash[1] << 16 | (unsigned)hash[2] << 8 | hash[3]) == id;
}

static int
is_signed(const struct key *key, const char *text, size_t len, const unsigned char signature[64])
{
	EVP_PKEY *pkey = EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, NULL, key->public_key, HASH);
	EVP_MD_CTX *md = EVP_MD_CTX_new();
	int right = pkey != NULL && EVP_DigestVerifyInit(md, NULL, NULL, NULL, pkey) == 1 &&
	    EVP_DigestVerify(md, signature, 64, (const unsigned char *)text, len) == 1;

	EVP_MD_CTX_free(md);
	EVP_PKEY_free(pkey);
	return right;
}

static int
open_checkpoint(const struct file *file, const struct key *key, struct checkpoint *out)
{
	const char *note = (const char *)file->body.data, *end = note + file->body.len, *blank = NULL;
	unsigned char raw[80];
	char start[160], size[24];

	for (const char *at = note; at + 1 < end; at++)
		if (at[0] == '\n' && at[1] == '\n') {
			blank = at + 1;
			break;
		}
	if (blank == NULL)
		return fault("%s is not a signed note", file->name);
	size_t prefix = (size_t)snprintf(start, sizeof(start), "\xe2\x80\x94 %s ", key->name), len = (size_t)(end - blank - 1);
	const char *line = blank + 1;
	if (len < prefix + 2 || memcmp(line, start, prefix) != 0 || end[-1] != '\n' ||
	    base64(line + prefix, len - prefix - 1, raw, sizeof(raw)) != 68 || memcmp(raw, key->id, 4) != 0 ||
	    !is_signed(key, note, (size_t)(blank - note), raw + 4))
		return fault("%s is not signed by the key of %s", file->name, key->name);
	size_t name = strlen(key->name);
	if (strncmp(note, key->name, name) != 0 || sscanf(note + name, "\n%20[0-9]\n", size) != 1)
		return fault("%s has another origin than %s", file->name, key->name);
	const char *root = note + name + 1 + strlen(size) + 1;
	const char *root_end = memchr(root, '\n', (size_t)(blank - root));
	out->size = strtoull(size, NULL, 10);
	return (root_end != NULL && base64(root, (size_t)(root_end - root), out->root, HASH) == HASH) ||
	    fault("%s has no root hash", file->name);
}

/* RFC 9162 section 2.1.3.2. */
static int
is_included(uint64_t index, const struct checkpoint *head, struct bytes entry, unsigned char (*path)[HASH], int count)
{
	uint64_t fn = index, sn = head->size - 1;
	unsigned char node[1 + 2 * HASH], hash[HASH], *leaf = malloc(entry.len + 1);

	leaf[0] = 0;
	memcpy(leaf + 1, entry.data, entry.len);
	sha256(leaf, entry.len + 1, hash);
	free(leaf);
	node[0] = 1;
	for (int i = 0; i < count; i++) {
		if (sn == 0)
			return 0;
		int left = fn & 1 || fn == sn;
		memcpy(node + 1, left ? path[i] : hash, HASH);
		memcpy(node + 1 + HASH, left ? hash : path[i], HASH);
		sha256(node, sizeof(node), hash);
		while (left && !(fn & 1) && fn != 0)
			fn >>= 1, sn >>= 1;
		fn >>= 1, sn >>= 1;
	}
	return sn == 0 && memcmp(hash, head->root, HASH) == 0;
}

/* One file of log/: C2SP tlog-proof: first line, extra, index, hashes, an empty line, the checkpoint. */
static int
check_proof(const struct file *file, const struct file *checkpoint, const struct checkpoint *head)
{
	const char *at = (const char *)file->body.data, *end = at + file->body.len, *stop;
	unsigned char path[PROOF][HASH], *entry = malloc(65536);
	int part = 0, count = 0, len = -1;
	uint64_t index = 0;

	for (; (stop = memchr(at, '\n', (size_t)(end - at))) != NULL && stop > at; at = stop + 1, part++) {
		size_t line = (size_t)(stop - at);
		if (part == 0 ? line != 22 || memcmp(at, "c2sp.org/tlog-proof@v1", 22) != 0 :
		    part == 1 ? line < 6 || memcmp(at, "extra ", 6) != 0 || (len = base64(at + 6, line - 6, entry, 65535)) < 2 :
		    part == 2 ? line < 7 || memcmp(at, "index ", 6) != 0 || (index = strtoull(at + 6, NULL, 10), 0) :
		    count == PROOF || base64(at, line, path[count++], HASH) != HASH)
			return fault("%s is not a proof: line %d", file->name, part + 1);
	}
	if (part < 3 || stop == NULL || (size_t)(end - stop - 1) != checkpoint->body.len ||
	    memcmp(stop + 1, checkpoint->body.data, checkpoint->body.len) != 0)
		return fault("%s is not against %s", file->name, checkpoint->name);
	struct bytes body = {entry, (size_t)len};
	if (index >= head->size || !is_included(index, head, body, path, count))
		return fault("%s: the entry is not entry %llu of the signed log", file->name, (unsigned long long)index);
	entries[entry_count++] = (struct entry){body, index};
	return 1;
}

static int
check_log(const char *given, char *signer, struct checkpoint *head)
{
	const struct file *keys = find("log/key"), *checkpoint = find("log/checkpoint");
	struct key key;

	if (keys == NULL || checkpoint == NULL)
		return fault("log/key or log/checkpoint is missing");
	if (given != NULL ? !read_key(given, strlen(given), &key) : !read_key((const char *)keys->body.data, keys->body.len, &key))
		return fault("%s is not a verifier key", given ? "what was given" : "log/key");
	if (!open_checkpoint(checkpoint, &key, head))
		return 0;
	strcpy(signer, key.name);
	entries = calloc(file_count, sizeof(*entries));
	for (size_t i = 0; i < file_count; i++)
		if (strncmp(files[i].name, "log/", 4) == 0 && strstr(files[i].name, ".proof") != NULL &&
		    !check_proof(&files[i], checkpoint, head))
			return 0;
	return 1;
}

/* ---- The story against the log. */

/*
 * The text of "member":"text" in one line of compact JSON.  A quote inside a
 * text is written \", so the pattern can stand nowhere but at a member.
 */
static struct bytes
member(struct bytes line, const char *name)
{
	char pattern[64];
	size_t len = (size_t)snprintf(pattern, sizeof(pattern), "\"%s\":\"", name);

	for (size_t i = 0; i + len < line.len; i++)
		if (memcmp(line.data + i, pattern, len) == 0) {
			const unsigned char *text = line.data + i + len, *stop = memchr(text, '"', line.len - i - len);
			return (struct bytes){text, stop != NULL ? (size_t)(stop - text) : 0};
		}
	return (struct bytes){NULL, 0};
}

static int
same(struct bytes a, struct bytes b)
{
	return a.data != NULL && b.data != NULL && a.len == b.len && memcmp(a.data, b.data, a.len) == 0;
}

static int
is_text(struct bytes a, const char *text)
{
	return same(a, (struct bytes){(const unsigned char *)text, strlen(text)});
}

/* The entry whose data names this, by one of the words; NULL word: any. */
static const struct entry *
entry_naming(const char *name, struct bytes value, const char *word)
{
	for (size_t i = 0; i < entry_count; i++)
		if (same(member(entries[i].text, name), value) && (word == NULL || is_text(member(entries[i].text, "what"), word)))
			return &entries[i];
	return NULL;
}

static const char *
word_of(struct bytes outcome)
{
	return is_text(outcome, "ALLOW") ? "attempt.cleared" : is_text(outcome, "DEFER") ? "decision.deferred" :
	    is_text(outcome, "REVIEW") ? "decision.review" : "decision.denied";
}

static int
check_decision(struct bytes line)
{
	struct bytes id = member(line, "decision"), facts = member(line, "facts"), policy = member(line, "policy");
	const struct entry *entry = entry_naming("decision", id, word_of(member(line, "outcome")));
	unsigned char *raw = malloc(facts.len / 2 + 1);
	unsigned byte;

	for (size_t i = 0; i + 1 < facts.len; i += 2)
		raw[i / 2] = sscanf((const char *)facts.data + i, "%2x", &byte) == 1 ? (unsigned char)byte : 0;
	const char *wrong = entry == NULL ? "has no entry in the log" : member(entry->text, "facts").len != 2 * HASH ||
	    !is_hash(raw, facts.len / 2, (const char *)member(entry->text, "facts").data) ? "has other facts than its entry" :
	    !same(member(line, "reasons"), member(entry->text, "reasons")) ? "has other reasons than its entry" :
	    policy.len != 64 || member(entry->text, "policy").len != 16 ||
	    memcmp(policy.data, member(entry->text, "policy").data, 16) != 0 ? "was by other rules than its entry" : NULL;
	free(raw);
	return wrong == NULL || fault("story.json: decision %.*s %s", (int)id.len, id.data, wrong);
}

static int
check_consent(struct bytes line, size_t *unlogged)
{
	struct bytes consent = member(line, "consent");

	*unlogged += entry_naming("consent", consent, NULL) == NULL;
	return 1;
}

/* Each line of an array of the story is one thing; the line before it names the array. */
static int
check_story(size_t *decisions, size_t *consents, size_t *unlogged)
{
	const struct file *story = find("story.json");
	char part[32] = "";

	if (story == NULL)
		return fault("story.json is missing");
	const unsigned char *at = story->body.data, *end = at + story->body.len, *stop;
	for (; (stop = memchr(at, '\n', (size_t)(end - at))) != NULL; at = stop + 1) {
		struct bytes line = {at, (size_t)(stop - at)};
		if (line.len > 4 && at[0] == '"' && stop[-1] == '[')
			snprintf(part, sizeof(part), "%.*s", (int)(line.len - 4), at + 1);
		else if (line.len > 0 && at[0] == '{' && strcmp(part, "decisions") == 0 && ++*decisions && !check_decision(line))
			return 0;
		else if (line.len > 0 && at[0] == '{' && strcmp(part, "consents") == 0 && ++*consents && !check_consent(line, unlogged))
			return 0;
	}
	return 1;
}

/* A file of evidence/ or rules/ is named by the hash of what it holds. */
static int
check_named(size_t *named)
{
	for (size_t i = 0; i < file_count; i++) {
		const char *slash = strchr(files[i].name, '/');
		if (slash == NULL || (strncmp(files[i].name, "evidence/", 9) != 0 && strncmp(files[i].name, "rules/", 6) != 0))
			continue;
		if (strlen(slash + 1) < 2 * HASH || !is_hash(files[i].body.data, files[i].body.len, slash + 1))
			return fault("%s is not what its name says", files[i].name);
		++*named;
	}
	return 1;
}

static int
check(struct bytes zip, const char *given)
{
	size_t decisions = 0, consents = 0, unlogged = 0, named = 0;
	struct checkpoint head;
	char signer[128], sum[2 * HASH + 1];
	unsigned char hash[HASH];

	if (!read_zip(zip) || !check_manifest() || !check_log(given, signer, &head) ||
	    !check_story(&decisions, &consents, &unlogged) || !check_named(&named))
		return 0;
	sha256(files[file_count - 1].body.data, files[file_count - 1].body.len, hash);
	hex(hash, HASH, sum);
	printf("PROVEN: all %zu files are those that MANIFEST names.\n", file_count - 1);
	printf("PROVEN: %s signed a log of %llu entries; all %zu entries of this capsule are in it.\n", signer,
	    (unsigned long long)head.size, entry_count);
	printf("PROVEN: each of the %zu decisions has its entry, made by the same facts, for the same reasons, by the same rules.\n",
	    decisions);
	printf("PROVEN: %zu files of evidence and rules are what their hashes name.\n", named);
	printf("TOLD: %zu acts about consents; of %zu the log has no single entry here (lists taken in whole have one for all).\n",
	    consents, unlogged);
	printf("TOLD: the provider's words, the texts and the contracts, as the clinic keeps them. SHA-256 of MANIFEST, which the log's\n"
	    "  entry capsule.made names: %s\n", sum);
	if (given == NULL)
		printf("NOTE: the key was taken from the capsule itself. Compare log/key with the key that the clinic has published.\n");
	return 1;
}

int
main(int argc, char **argv)
{
	FILE *in = argc == 2 || argc == 3 ? fopen(argv[1], "rb") : NULL;
	size_t len = 0, size = 1 << 20, got;
	unsigned char *zip = malloc(size);

	if (in == NULL) {
		fprintf(stderr, argc == 2 || argc == 3 ? "%s cannot be read\n" : "usage: capsule-verify CAPSULE.zip [VERIFIER-KEY]\n",
		    argc > 1 ? argv[1] : "");
		return 2;
	}
	while (zip != NULL && (got = fread(zip + len, 1, size - len - 1, in)) > 0)
		if ((len += got) == size - 1)
			zip = realloc(zip, size *= 2);
	fclose(in);
	if (zip == NULL)
		return 2;
	zip[len] = '\0';
	return check((struct bytes){zip, len}, argc == 3 ? argv[2] : NULL) ? 0 : 1;
}
