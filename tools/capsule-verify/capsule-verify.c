/*
 * capsule-verify.c - checks a capsule of Dozvon without Dozvon: no database, no network, libcrypto only.
 *
 * usage: capsule-verify CAPSULE.zip [VERIFIER-KEY] [--witness KEY]... [--ca CERTIFICATES.pem] [--made ENTRY.proof]
 *
 * The capsule is a ZIP whose files are stored, not packed.  Checked: every
 * byte of the ZIP is one that this format has; each file is what MANIFEST
 * says; each key of the log vouches for the next (log/handover/N), and the
 * one given is among them; the checkpoint is signed by the newest, older
 * notes by the key of their time; each entry of log/ is in the
 * signed tree (RFC 6962); the checkpoints that witnesses cosigned (C2SP
 * cosignature/v1) and an authority stamped (RFC 3161) are the beginning of
 * it; each decision and each contact of story.json has its entry, and each
 * entry is told there; texts and evidence have their hashes.  With --made,
 * the proof of the entry capsule.made, the log names this very MANIFEST.
 * The first fault is named and ends it: exit code 1.  0: all proven.
 */
#define _GNU_SOURCE
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ts.h>
#include <openssl/x509_vfy.h>

enum { HASH = 32, FILES = 65535, PROOF = 64, ENTRY = 65535, KEYS = 16, LOG_KEYS = 64 };

struct bytes { const unsigned char *data; size_t len; };
struct file { char name[128]; struct bytes body; };
struct entry { struct bytes text, what, decision; uint64_t index; int told; };
/* What the reader has from elsewhere; what is NULL is taken from the capsule. */
struct given { const char *zip, *key, *witness[KEYS], *ca, *made; int witnesses; };

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

/* What was found right is said at the end, when nothing was found wrong. */
static char proven[1 << 16];

static void found(const char *format, ...) __attribute__((format(printf, 1, 2)));

static void
found(const char *format, ...)
{
	size_t len = strlen(proven);
	va_list args;

	va_start(args, format);
	vsnprintf(proven + len, sizeof(proven) - len, format, args);
	va_end(args);
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

/* As many bytes as there are pairs of hexadecimal digits; not by sscanf, which measures all that is behind them. */
static size_t
unhex(const unsigned char *text, size_t len, unsigned char *out)
{
	static const char digits[] = "0123456789abcdef";

	for (size_t i = 0; i + 1 < len; i += 2) {
		const char *high = memchr(digits, text[i] | 32, 16), *low = memchr(digits, text[i + 1] | 32, 16);
		if (high == NULL || low == NULL)
			return i / 2;
		out[i / 2] = (unsigned char)((high - digits) << 4 | (low - digits));
	}
	return len / 2;
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
	found("PROVEN: all %zu files are those that MANIFEST names.\n", file_count - 1);
	return at == end || fault("MANIFEST names a file that is not there");
}

/* ---- The log: signed checkpoints, inclusion and consistency proofs. */

struct checkpoint { uint64_t size; unsigned char root[HASH]; };
struct key { char name[128]; unsigned char id[4], public_key[HASH]; };
/* Those that have signed this log, the newest last; last[i]: what at[i] signed last, before at[i + 1] took over. */
struct keys { int count; struct key at[LOG_KEYS]; struct checkpoint last[LOG_KEYS]; };

/* NAME+HEX+BASE64; the first byte of the last says what it is for: 1 signs a log, 4 cosigns as a witness. */
static int
read_key(const char *text, size_t len, int kind, struct key *key)
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
	if (base64(third, strlen(third), raw, sizeof(raw)) != HASH + 1 || raw[0] != kind || sscanf(second, "%8x", &id) != 1)
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
is_signed(const struct key *key, const void *text, size_t len, const unsigned char signature[64])
{
	EVP_PKEY *pkey = EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, NULL, key->public_key, HASH);
	EVP_MD_CTX *md = EVP_MD_CTX_new();
	int right = pkey != NULL && EVP_DigestVerifyInit(md, NULL, NULL, NULL, pkey) == 1 &&
	    EVP_DigestVerify(md, signature, 64, text, len) == 1;

	EVP_MD_CTX_free(md);
	EVP_PKEY_free(pkey);
	return right;
}

/* A note: the text with its last line feed, and the signature lines after the empty one. */
static int
split_note(struct bytes note, struct bytes *text, struct bytes *lines)
{
	for (size_t i = 0; i + 1 < note.len; i++)
		if (note.data[i] == '\n' && note.data[i + 1] == '\n') {
			*text = (struct bytes){note.data, i + 1};
			*lines = (struct bytes){note.data + i + 2, note.len - i - 2};
			return lines->len > 0 && lines->data[lines->len - 1] == '\n';
		}
	return 0;
}

/* The bytes of this key's signature line, behind its number; their count, 0: it has none. */
static int
signature_of(struct bytes lines, const struct key *key, unsigned char *out, size_t max)
{
	unsigned char raw[120];
	char start[160];
	size_t prefix = (size_t)snprintf(start, sizeof(start), "\xe2\x80\x94 %s ", key->name), len;

	for (const unsigned char *at = lines.data, *end = at + lines.len, *stop; at < end; at = stop + 1) {
		stop = memchr(at, '\n', (size_t)(end - at));
		len = (size_t)(stop - at);
		int got = len > prefix && memcmp(at, start, prefix) == 0 ?
		    base64((const char *)at + prefix, len - prefix, raw, sizeof(raw)) : 0;
		if (got > 4 && memcmp(raw, key->id, 4) == 0 && (size_t)got - 4 <= max) {
			memcpy(out, raw + 4, (size_t)got - 4);
			return got - 4;
		}
	}
	return 0;
}

/* Decimal, in the one spelling that a number has. */
static int
read_number(const char *text, size_t len, uint64_t *out)
{
	*out = 0;
	for (size_t i = 0; i < len; i++) {
		if (text[i] < '0' || text[i] > '9' || (i > 0 && text[0] == '0') || len > 18)
			return 0;
		*out = *out * 10 + (uint64_t)(text[i] - '0');
	}
	return len > 0;
}

static int
next_line(struct bytes *rest, struct bytes *line)
{
	const unsigned char *end = rest->len > 0 ? memchr(rest->data, '\n', rest->len) : NULL;

	if (end == NULL)
		return 0;
	*line = (struct bytes){rest->data, (size_t)(end - rest->data)};
	*rest = (struct bytes){end + 1, rest->len - line->len - 1};
	return 1;
}

/* Origin, size, root: what a checkpoint says. */
static int
read_tree(const char *name, struct bytes text, const char *origin, struct checkpoint *out)
{
	struct bytes line;

	if (!next_line(&text, &line) || line.len != strlen(origin) || memcmp(line.data, origin, line.len) != 0)
		return fault("%s has another origin than %s", name, origin);
	return (next_line(&text, &line) && read_number((const char *)line.data, line.len, &out->size) && next_line(&text, &line) &&
	    base64((const char *)line.data, line.len, out->root, HASH) == HASH) || fault("%s has no size and root hash", name);
}

/* By the key of its time: what a key signs for sizes at which it was not the log's does not count. */
static int
open_checkpoint(const char *name, struct bytes note, const struct keys *keys, struct checkpoint *out)
{
	unsigned char signature[64];
	struct bytes text, lines;
	int i = keys->count - 1;

	if (!split_note(note, &text, &lines))
		return fault("%s is not a signed note", name);
	while (i > 0 && signature_of(lines, &keys->at[i], signature, 64) != 64)
		i--;
	if (signature_of(lines, &keys->at[i], signature, 64) != 64 || !is_signed(&keys->at[i], text.data, text.len, signature))
		return fault("%s is not signed by the key of %s", name, keys->at[i].name);
	if (!read_tree(name, text, keys->at[i].name, out))
		return 0;
	if (i + 1 < keys->count && out->size > keys->last[i].size)
		return fault("%s: %llu entries signed by a key that gave up at %llu", name, (unsigned long long)out->size,
		    (unsigned long long)keys->last[i].size);
	return i == 0 || out->size >= keys->last[i - 1].size || fault("%s: %llu entries signed by a key that took over at %llu", name,
	    (unsigned long long)out->size, (unsigned long long)keys->last[i - 1].size);
}

static int
is_same_key(const struct key *a, const struct key *b)
{
	return strcmp(a->name, b->name) == 0 && memcmp(a->public_key, b->public_key, HASH) == 0;
}

/* log/handover/N: which key gives up, which takes over, what the first signed last; both have signed that. */
static int
take_handover(const struct file *file, int number, struct keys *keys)
{
	struct bytes text, lines, rest, line;
	unsigned char signature[64];
	struct key side[2];

	if (number == LOG_KEYS || !split_note(file->body, &text, &lines))
		return fault("%s is not a signed note", file->name);
	rest = text;
	if (!next_line(&rest, &line) || line.len != 17 || memcmp(line.data, "dozvon log key/v1", 17) != 0)
		return fault("%s is not a change of key", file->name);
	for (int i = 0; i < 2; i++)
		if (!next_line(&rest, &line) || !read_key((const char *)line.data, line.len, 1, &side[i]))
			return fault("%s is not a change of key: it does not name two", file->name);
	if (strcmp(side[0].name, side[1].name) != 0 || (number > 1 && !is_same_key(&side[0], &keys->at[number - 1])))
		return fault("%s: the key that gives up here is not the one before", file->name);
	for (int i = 0; i < 2; i++)
		if (signature_of(lines, &side[i], signature, 64) != 64 || !is_signed(&side[i], text.data, text.len, signature))
			return fault("%s: the key that %s here has not signed it", file->name, i == 0 ? "gives up" : "takes over");
	if (!read_tree(file->name, rest, side[1].name, &keys->last[number - 1]))
		return 0;
	if (number > 1 && keys->last[number - 1].size < keys->last[number - 2].size)
		return fault("%s: this key gave up before it had taken over", file->name);
	keys->at[number - 1] = side[0];
	keys->at[number] = side[1];
	keys->count = number + 1;
	return 1;
}

/* From log/key back by the handovers; a key that was given must be one of them. */
static int
read_keys(const struct given *given, struct keys *keys)
{
	const struct file *own = find("log/key"), *file;
	struct key newest, known;
	size_t handovers = 0;
	char name[32] = "";

	if (own == NULL || !read_key((const char *)own->body.data, own->body.len, 1, &newest))
		return fault("log/key is missing or no verifier key");
	if (given->key != NULL && !read_key(given->key, strlen(given->key), 1, &known))
		return fault("what was given is not a verifier key");
	for (size_t i = 0; i < file_count; i++)
		handovers += strncmp(files[i].name, "log/handover/", 13) == 0 && strstr(files[i].name, ".path") == NULL;
	keys->count = 1;
	keys->at[0] = newest;
	for (int i = 1; (size_t)i <= handovers; i++) {
		snprintf(name, sizeof(name), "log/handover/%d", i);
		if ((file = find(name)) == NULL)
			return fault("%s is missing", name);
		if (!take_handover(file, i, keys))
			return 0;
	}
	if (!is_same_key(&newest, &keys->at[keys->count - 1]))
		return fault("log/key is not the key that %s vouches for", name);
	for (int i = 0; given->key != NULL && !is_same_key(&known, &keys->at[i]); i++)
		if (i + 1 == keys->count)
			return fault("this log is not signed by the key that was given, and no key that it vouched for is log/key");
	return 1;
}

static void
hash_node(const unsigned char left[HASH], const unsigned char right[HASH], unsigned char out[HASH])
{
	unsigned char node[1 + 2 * HASH] = {1};

	memcpy(node + 1, left, HASH);
	memcpy(node + 1 + HASH, right, HASH);
	sha256(node, sizeof(node), out);
}

/* RFC 9162 section 2.1.3.2. */
static int
is_included(uint64_t index, const struct checkpoint *head, struct bytes entry, unsigned char (*path)[HASH], int count)
{
	uint64_t fn = index, sn = head->size - 1;
	unsigned char hash[HASH], *leaf = malloc(entry.len + 1);

	leaf[0] = 0;
	memcpy(leaf + 1, entry.data, entry.len);
	sha256(leaf, entry.len + 1, hash);
	free(leaf);
	for (int i = 0; i < count; i++) {
		if (sn == 0)
			return 0;
		int left = fn & 1 || fn == sn;
		hash_node(left ? path[i] : hash, left ? hash : path[i], hash);
		while (left && !(fn & 1) && fn != 0)
			fn >>= 1, sn >>= 1;
		fn >>= 1, sn >>= 1;
	}
	return sn == 0 && memcmp(hash, head->root, HASH) == 0;
}

/* RFC 9162 section 2.1.4.2. */
static int
is_beginning(const struct checkpoint *old, const struct checkpoint *head, unsigned char (*path)[HASH], int count)
{
	uint64_t fn = old->size - 1, sn = head->size - 1;
	unsigned char first[HASH], second[HASH];
	int at = 0;

	if (old->size == 0 || old->size > head->size)
		return 0;
	if (old->size == head->size)
		return count == 0 && memcmp(old->root, head->root, HASH) == 0;
	while (fn & 1)
		fn >>= 1, sn >>= 1;
	if (fn != 0 && count == 0)
		return 0;
	memcpy(first, fn == 0 ? old->root : path[at++], HASH);	/* a whole power of two is its own first hash */
	memcpy(second, first, HASH);
	for (; at < count; at++) {
		if (sn == 0)
			return 0;
		if (fn & 1 || fn == sn) {
			hash_node(path[at], first, first);
			hash_node(path[at], second, second);
			while (!(fn & 1) && fn != 0)
				fn >>= 1, sn >>= 1;
		} else {
			hash_node(second, path[at], second);
		}
		fn >>= 1, sn >>= 1;
	}
	return sn == 0 && memcmp(first, old->root, HASH) == 0 && memcmp(second, head->root, HASH) == 0;
}

/* The text of "member":"text" in one line of compact JSON.  A quote inside a text is written \", so the pattern can stand
 * nowhere but at a member. */
static struct bytes
member(struct bytes line, const char *name)
{
	char pattern[64];
	size_t len = (size_t)snprintf(pattern, sizeof(pattern), "\"%s\":\"", name);

	for (const unsigned char *at = line.data, *end = at + line.len;
	    (at = memmem(at, (size_t)(end - at), pattern, len)) != NULL; at++) {
		const unsigned char *text = at + len, *stop = text;
		while (stop < end && *stop != '"')
			stop += *stop == '\\' && stop + 1 < end ? 2 : 1;
		return (struct bytes){text, stop < end ? (size_t)(stop - text) : 0};
	}
	return (struct bytes){NULL, 0};
}

/* C2SP tlog-proof: first line, extra, index, hashes, an empty line, the checkpoint, which goes to note. */
static int
read_proof(const char *name, struct bytes file, struct entry *out, unsigned char path[PROOF][HASH], int *count, struct bytes *note)
{
	const char *at = (const char *)file.data, *end = at + file.len, *stop;
	unsigned char *entry = malloc(ENTRY + 1);
	int part = 0, len = -1;

	*count = 0;
	for (; (stop = memchr(at, '\n', (size_t)(end - at))) != NULL && stop > at; at = stop + 1, part++) {
		size_t line = (size_t)(stop - at);
		if (part == 0 ? line != 22 || memcmp(at, "c2sp.org/tlog-proof@v1", 22) != 0 :
		    part == 1 ? line < 6 || memcmp(at, "extra ", 6) != 0 || (len = base64(at + 6, line - 6, entry, ENTRY)) < 2 :
		    part == 2 ? line < 7 || memcmp(at, "index ", 6) != 0 || !read_number(at + 6, line - 6, &out->index) :
		    *count == PROOF || base64(at, line, path[(*count)++], HASH) != HASH)
			return fault("%s is not a proof: line %d", name, part + 1);
	}
	if (part < 3 || stop == NULL)
		return fault("%s is not a proof: it ends too early", name);
	out->text = (struct bytes){entry, (size_t)len};
	out->what = member(out->text, "what");
	out->decision = member(out->text, "decision");
	*note = (struct bytes){(const unsigned char *)stop + 1, (size_t)(end - stop - 1)};
	return 1;
}

/* One file of log/. */
static int
check_proof(const struct file *file, const struct file *checkpoint, const struct checkpoint *head)
{
	struct entry *entry = &entries[entry_count];
	unsigned char path[PROOF][HASH];
	struct bytes note;
	int count;

	if (!read_proof(file->name, file->body, entry, path, &count, &note))
		return 0;
	if (note.len != checkpoint->body.len || memcmp(note.data, checkpoint->body.data, note.len) != 0)
		return fault("%s is not against %s", file->name, checkpoint->name);
	if (entry->index >= head->size || !is_included(entry->index, head, entry->text, path, count))
		return fault("%s: the entry is not entry %llu of the signed log", file->name, (unsigned long long)entry->index);
	entry_count++;
	return 1;
}

/* NAME.path beside an older note: two sizes, then the hashes of RFC 9162's consistency proof. */
static int
check_path(const struct file *note, const struct checkpoint *old, const struct checkpoint *head)
{
	unsigned char path[PROOF][HASH];
	char name[160], sizes[80];
	int count = 0;

	snprintf(name, sizeof(name), "%s.path", note->name);
	const struct file *file = find(name);
	if (file == NULL)
		return fault("%s is missing", name);
	size_t len = (size_t)snprintf(sizes, sizeof(sizes), "old %llu\nnew %llu\n", (unsigned long long)old->size,
	    (unsigned long long)head->size);
	if (file->body.len < len || memcmp(file->body.data, sizes, len) != 0)
		return fault("%s is not from %s to log/checkpoint", name, note->name);
	const char *at = (const char *)file->body.data + len, *end = (const char *)file->body.data + file->body.len, *stop;
	for (; at < end; at = stop + 1) {
		stop = memchr(at, '\n', (size_t)(end - at));
		if (stop == NULL || count == PROOF || base64(at, (size_t)(stop - at), path[count++], HASH) != HASH)
			return fault("%s is not a proof", name);
	}
	return is_beginning(old, head, path, count) ||
	    fault("%s is not the beginning of the log of log/checkpoint: two histories", note->name);
}

static void
say_time(uint64_t seconds, char out[32])
{
	time_t at = (time_t)seconds;
	struct tm tm;

	strftime(out, 32, "%Y-%m-%d %H:%M:%S UTC", gmtime_r(&at, &tm));
}

/* ---- Witnesses: who else saw this log, and when. */

static int
check_cosignature(const struct file *file, const struct key *witness, int demanded, const struct checkpoint *old)
{
	unsigned char raw[72], message[4096];
	struct bytes text, lines;
	uint64_t seconds = 0;
	char at[32];

	if (!split_note(file->body, &text, &lines) || text.len > 2048)
		return fault("%s is not a signed note", file->name);
	int got = signature_of(lines, witness, raw, sizeof(raw));
	if (got == 0 && !demanded) {
		found("TOLD: the witness %s has not cosigned.\n", witness->name);
		return 1;
	}
	for (int i = 0; got == 72 && i < 8; i++)
		seconds = seconds << 8 | raw[i];
	int head = snprintf((char *)message, sizeof(message), "cosignature/v1\ntime %llu\n", (unsigned long long)seconds);
	memcpy(message + head, text.data, text.len);
	if (got != 72 || !is_signed(witness, message, (size_t)head + text.len, raw + 8))
		return fault(got == 0 ? "%s is not cosigned by %s" : "%s: the cosignature of %s is false", file->name, witness->name);
	say_time(seconds, at);
	found("PROVEN: the witness %s saw the first %llu entries of this log at %s and no other history of it.\n", witness->name,
	    (unsigned long long)old->size, at);
	return 1;
}

static int
check_witnesses(const struct given *given, const struct keys *keys, const struct checkpoint *head)
{
	const struct file *file = find("log/witnessed"), *named = find("log/witnesses");
	struct checkpoint old;
	struct key witness;

	if (file == NULL)
		return given->witnesses == 0 || fault("log/witnessed is missing: no witness has cosigned");
	if (!open_checkpoint(file->name, file->body, keys, &old) || !check_path(file, &old, head))
		return 0;
	for (int i = 0; i < given->witnesses; i++)
		if (!read_key(given->witness[i], strlen(given->witness[i]), 4, &witness))
			return fault("%s is not a witness's key", given->witness[i]);
		else if (!check_cosignature(file, &witness, 1, &old))
			return 0;
	if (given->witnesses > 0)
		return 1;
	const char *at = named ? (const char *)named->body.data : "", *end = at + (named ? named->body.len : 0), *stop;
	for (; at < end && (stop = memchr(at, '\n', (size_t)(end - at))) != NULL; at = stop + 1)
		if (!read_key(at, (size_t)(stop - at), 4, &witness))
			return fault("log/witnesses has what is not a witness's key");
		else if (!check_cosignature(file, &witness, 0, &old))
			return 0;
	found("NOTE: the witnesses' keys were taken from the capsule itself. Ask the witnesses for theirs (--witness KEY).\n");
	return 1;
}

/* ---- RFC 3161: an authority's word on when a checkpoint was there. */

static X509_STORE *
read_store(const char *path)
{
	const struct file *own = find("log/stamp/ca.pem");
	BIO *in = path != NULL ? BIO_new_file(path, "r") : own != NULL ? BIO_new_mem_buf(own->body.data, (int)own->body.len) : NULL;
	X509_STORE *store = X509_STORE_new();
	X509 *certificate;
	int count = 0;

	for (; in != NULL && (certificate = PEM_read_bio_X509(in, NULL, NULL, NULL)) != NULL; count++) {
		X509_STORE_add_cert(store, certificate);
		X509_free(certificate);
	}
	BIO_free(in);
	if (count > 0)
		return store;
	X509_STORE_free(store);
	return NULL;
}

/* Under its certificates as they were at the instant that it states: a stamp outlives them. */
static int
is_stamped(struct bytes answer, struct bytes text, X509_STORE *store, time_t *at)
{
	const unsigned char *der = answer.data;
	TS_RESP *response = d2i_TS_RESP(NULL, &der, (long)answer.len);
	TS_TST_INFO *info = response ? TS_RESP_get_tst_info(response) : NULL;
	TS_VERIFY_CTX *demands = TS_VERIFY_CTX_new();
	unsigned char *hash = OPENSSL_malloc(HASH);
	struct tm tm;

	sha256(text.data, text.len, hash);
	TS_VERIFY_CTX_set_imprint(demands, hash, HASH);
	TS_VERIFY_CTX_set_flags(demands, TS_VFY_VERSION | TS_VFY_IMPRINT | TS_VFY_SIGNATURE);
	X509_STORE_up_ref(store);
	TS_VERIFY_CTX_set_store(demands, store);
	int right = info != NULL && der == answer.data + answer.len && ASN1_TIME_to_tm(TS_TST_INFO_get_time(info), &tm) == 1;
	if (right) {
		*at = timegm(&tm);
		X509_VERIFY_PARAM_set_time(X509_STORE_get0_param(store), *at);
		right = TS_RESP_verify_response(demands, response) == 1;
	}
	TS_VERIFY_CTX_free(demands);
	TS_RESP_free(response);
	return right;
}

static int
check_stamp(const struct file *note, const struct keys *keys, const struct checkpoint *head, X509_STORE *store, uint64_t *size, time_t *at)
{
	struct checkpoint old;
	struct bytes text, lines;
	char name[160];

	if (!open_checkpoint(note->name, note->body, keys, &old) || !check_path(note, &old, head))
		return 0;
	snprintf(name, sizeof(name), "%.*s.tsr", (int)(strlen(note->name) - 5), note->name);
	const struct file *answer = find(name);
	if (answer == NULL)
		return fault("%s is missing", name);
	split_note(note->body, &text, &lines);
	*size = old.size;
	return is_stamped(answer->body, text, store, at) || fault("%s is no time stamp of %s under these certificates", name, note->name);
}

static int
check_stamps(const struct given *given, const struct keys *keys, const struct checkpoint *head)
{
	X509_STORE *store = NULL;
	uint64_t size = 0, most = 0;
	size_t count = 0, covered = 0;
	time_t at = 0, first = 0, last = 0;
	char from[32], to[32];

	for (size_t i = 0; i < file_count; i++) {
		size_t len = strlen(files[i].name);
		if (strncmp(files[i].name, "log/stamp/", 10) != 0 || strcmp(files[i].name + len - 5, ".note") != 0)
			continue;
		if (store == NULL && (store = read_store(given->ca)) == NULL)
			return fault("the certificates for log/stamp cannot be read");
		if (!check_stamp(&files[i], keys, head, store, &size, &at))
			return 0;
		first = count == 0 || at < first ? at : first;
		last = count++ == 0 || at > last ? at : last;
		most = size > most ? size : most;
	}
	X509_STORE_free(store);
	if (count == 0)
		return given->ca == NULL || fault("there is no time stamp in this capsule");
	for (size_t i = 0; i < entry_count; i++)
		covered += entries[i].index < most;
	say_time((uint64_t)first, from);
	say_time((uint64_t)last, to);
	found("PROVEN: %zu time stamps, from %s to %s: %zu of the %zu entries stood in the log by then.\n", count, from, to, covered,
	    entry_count);
	if (given->ca == NULL)
		found("NOTE: the authority's certificates were taken from the capsule itself. Ask the authority for its own (--ca FILE).\n");
	return 1;
}

/* The entry that was written when this capsule was made: it names the hash of MANIFEST. */
static int
check_made(const char *name, const struct keys *keys, const char *manifest)
{
	static unsigned char room[1 << 20];
	unsigned char path[PROOF][HASH];
	struct checkpoint head;
	struct entry entry;
	struct bytes note;
	int count;

	FILE *in = fopen(name, "rb");
	size_t len = in != NULL ? fread(room, 1, sizeof(room) - 1, in) : 0;
	if (in != NULL)
		fclose(in);
	if (!read_proof(name, (struct bytes){room, len}, &entry, path, &count, &note) ||
	    !open_checkpoint(name, note, keys, &head))
		return 0;
	struct bytes sum = member(entry.text, "manifest_sha256");
	if (entry.index >= head.size || !is_included(entry.index, &head, entry.text, path, count))
		return fault("%s: the entry is not entry %llu of the signed log", name, (unsigned long long)entry.index);
	if (entry.what.len != 12 || memcmp(entry.what.data, "capsule.made", 12) != 0 || sum.len != 2 * HASH ||
	    memcmp(sum.data, manifest, 2 * HASH) != 0)
		return fault("%s is not the entry of this capsule: MANIFEST is another one", name);
	found("PROVEN: entry %llu of the log says that this very capsule was given out.\n", (unsigned long long)entry.index);
	return 1;
}

static int
by_index(const void *a, const void *b)
{
	uint64_t x = ((const struct entry *)a)->index, y = ((const struct entry *)b)->index;

	return (x > y) - (x < y);
}

/* The log of each change of key is the beginning of this one: a stolen key that vouches for another history is found. */
static int
check_handovers(const struct keys *keys, const struct checkpoint *head)
{
	char name[32];

	for (int i = 0; i + 1 < keys->count; i++) {
		snprintf(name, sizeof(name), "log/handover/%d", i + 1);
		if (!check_path(find(name), &keys->last[i], head))
			return 0;
	}
	if (keys->count > 1)
		found("PROVEN: the log has had %d keys; each vouched for the next and signed no more after that.\n", keys->count);
	return 1;
}

static int
check_log(const struct given *given, struct keys *keys, struct checkpoint *head)
{
	const struct file *checkpoint = find("log/checkpoint");

	if (checkpoint == NULL)
		return fault("log/checkpoint is missing");
	if (!read_keys(given, keys) || !open_checkpoint(checkpoint->name, checkpoint->body, keys, head) || !check_handovers(keys, head))
		return 0;
	entries = calloc(file_count, sizeof(*entries));
	for (size_t i = 0; i < file_count; i++)
		if (strncmp(files[i].name, "log/", 4) == 0 && strstr(files[i].name, ".proof") != NULL &&
		    !check_proof(&files[i], checkpoint, head))
			return 0;
	qsort(entries, entry_count, sizeof(*entries), by_index);
	found("PROVEN: %s signed a log of %llu entries; all %zu entries of this capsule are in it.\n", keys->at[0].name,
	    (unsigned long long)head->size, entry_count);
	return check_witnesses(given, keys, head) && check_stamps(given, keys, head);
}

/* ---- The story against the log. */

/* How many things of each kind; how many of them the log has no entry of. */
static struct { size_t decisions, contacts, open, consents, consents_alone, refusals, refusals_alone, texts; } story;

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

static int
is_of_decision(struct bytes what)
{
	return is_text(what, "attempt.cleared") || is_text(what, "decision.denied") || is_text(what, "decision.deferred") ||
	    is_text(what, "decision.review");
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
	const char *word = word_of(member(line, "outcome"));
	unsigned char *raw = malloc(facts.len / 2 + 1);
	struct entry *entry = NULL;
	size_t bytes = unhex(facts.data, facts.len, raw);

	for (size_t i = 0; i < entry_count && entry == NULL; i++)
		if (same(entries[i].decision, id) && is_text(entries[i].what, word))
			entry = &entries[i];
	const char *wrong = entry == NULL ? "has no entry in the log" : member(entry->text, "facts").len != 2 * HASH ||
	    !is_hash(raw, bytes, (const char *)member(entry->text, "facts").data) ? "has other facts than its entry" :
	    !same(member(line, "reasons"), member(entry->text, "reasons")) ? "has other reasons than its entry" :
	    policy.len != 64 || member(entry->text, "policy").len != 16 ||
	    memcmp(policy.data, member(entry->text, "policy").data, 16) != 0 ? "was by other rules than its entry" : NULL;
	free(raw);
	story.decisions++;
	if (wrong == NULL)
		entry->told = 1;
	return wrong == NULL || fault("story.json: decision %.*s %s", (int)id.len, id.data, wrong);
}

/* What came of a contact is what some answer or report in the log says. */
static int
check_contact(struct bytes line)
{
	struct bytes id = member(line, "decision"), state = member(line, "attempt_state");
	int answers = 0, agrees = 0;

	for (size_t i = 0; i < entry_count; i++)
		if (same(entries[i].decision, id) && (is_text(entries[i].what, "attempt.settled") || is_text(entries[i].what, "attempt.reported"))) {
			answers++;
			entries[i].told = 1;
			agrees |= same(member(entries[i].text, "state"), state);
		}
	story.contacts++;
	story.open += answers == 0;
	return answers == 0 || agrees || fault("story.json: contact %.*s ended otherwise than its entries say", (int)id.len, id.data);
}

/* Entries with this word that agree with the line in both members; they are told then. */
static size_t
agree(struct bytes line, const char *what, const char *first, const char *second)
{
	size_t count = 0;

	for (size_t i = 0; i < entry_count; i++)
		if (is_text(entries[i].what, what) && same(member(entries[i].text, first), member(line, first)) &&
		    same(member(entries[i].text, second), member(line, second)))
			count += entries[i].told = 1;
	return count;
}

static int
check_consent(struct bytes line)
{
	story.consents++;
	story.consents_alone += agree(line, "consent.event", "consent", "act") == 0;
	return 1;
}

static int
check_refusal(struct bytes line)
{
	if (member(line, "said_at").data == NULL)	/* of a campaign: counted, not told */
		return 1;
	story.refusals++;
	story.refusals_alone += agree(line, "suppression.added", "scope", "path") == 0;
	return 1;
}

static size_t
utf8(unsigned code, unsigned char *out)
{
	if (code < 0x80)
		return out[0] = (unsigned char)code, 1;
	if (code < 0x800)
		return out[0] = (unsigned char)(0xc0 | code >> 6), out[1] = (unsigned char)(0x80 | (code & 63)), 2;
	return out[0] = (unsigned char)(0xe0 | code >> 12), out[1] = (unsigned char)(0x80 | (code >> 6 & 63)),
	    out[2] = (unsigned char)(0x80 | (code & 63)), 3;
}

/* A text of JSON as it was before it was written so. */
static struct bytes
unescape(struct bytes text)
{
	static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
	unsigned char *out = malloc(text.len + 1);
	unsigned char code[2];
	size_t len = 0;

	for (size_t i = 0; i < text.len; i++) {
		const char *known = text.data[i] == '\\' && i + 1 < text.len ? strchr(from, text.data[i + 1]) : NULL;
		if (text.data[i] != '\\') {
			out[len++] = text.data[i];
		} else if (known != NULL && *known != '\0') {
			out[len++] = (unsigned char)to[known - from];
			i++;
		} else if (i + 5 < text.len && unhex(text.data + i + 2, 4, code) == 2) {
			len += utf8((unsigned)code[0] << 8 | code[1], out + len);
			i += 5;
		}
	}
	return (struct bytes){out, len};
}

/* A text with its hash beside it: of a consent as shown, of a campaign as it was approved (subject, line feed, body). */
static int
check_text(struct bytes line, const char *name, const char *sum, int with_subject)
{
	struct bytes hash = member(line, sum), body = unescape(member(line, "body")), subject = unescape(member(line, "subject"));
	unsigned char *whole = malloc(subject.len + 1 + body.len);
	struct bytes called = member(line, name);
	size_t at = 0;

	if (with_subject) {
		memcpy(whole, subject.data, subject.len);
		whole[subject.len] = '\n';
		at = subject.len + 1;
	}
	memcpy(whole + at, body.data, body.len);
	int right = hash.data == NULL || (hash.len == 2 * HASH && is_hash(whole, at + body.len, (const char *)hash.data));
	story.texts += hash.data != NULL;
	free(whole);
	free((void *)(uintptr_t)body.data);
	free((void *)(uintptr_t)subject.data);
	return right || fault("story.json: the text of %.*s is not what its hash names", (int)called.len, called.data);
}

static int
check_line(const char *part, struct bytes line)
{
	return strcmp(part, "decisions") == 0 ? check_decision(line) : strcmp(part, "contacts") == 0 ? check_contact(line) :
	    strcmp(part, "consents") == 0 ? check_consent(line) : strcmp(part, "refusals") == 0 ? check_refusal(line) :
	    strcmp(part, "wordings") == 0 ? check_text(line, "wording", "wording_sha256", 0) :
	    strcmp(part, "campaigns") == 0 ? check_text(line, "name", "text_sha256", 1) : 1;
}

/* Nothing that the log has about this person is passed over; of one day only, that cannot be seen.  A hold ends with its decision. */
static int
check_told(int one_day)
{
	for (size_t i = 0; i < entry_count && !one_day; i++) {
		struct bytes what = entries[i].what;
		int tells = is_of_decision(what) || (is_text(what, "consent.event") && member(entries[i].text, "consent").data != NULL) ||
		    (is_text(what, "suppression.added") && !is_text(member(entries[i].text, "path"), "hold"));
		if (tells && !entries[i].told)
			return fault("story.json does not tell of entry %llu, %.*s", (unsigned long long)entries[i].index, (int)what.len,
			    what.data);
	}
	return 1;
}

/* Each line of an array of the story is one thing; the line before it names the array. */
static int
check_story(void)
{
	const struct file *file = find("story.json");
	int one_day = 0, first = 1;
	char part[32] = "";

	if (file == NULL)
		return fault("story.json is missing");
	const unsigned char *at = file->body.data, *end = at + file->body.len, *stop;
	for (; (stop = memchr(at, '\n', (size_t)(end - at))) != NULL; at = stop + 1, first = 0) {
		struct bytes line = {at, (size_t)(stop - at)};
		if (first)
			one_day = member(line, "on").data != NULL;
		else if (line.len > 4 && at[0] == '"' && stop[-1] == '[')
			snprintf(part, sizeof(part), "%.*s", (int)(line.len - 4), at + 1);
		else if (line.len > 0 && at[0] == '{' && !check_line(part, line))
			return 0;
	}
	if (one_day)
		found("NOTE: this capsule tells decisions and contacts of one day only.\n");
	return check_told(one_day);
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

static void
tell_story(size_t named, const char *sum)
{
	found("PROVEN: each of the %zu decisions has its entry, made by the same facts, for the same reasons, by the same rules.\n",
	    story.decisions);
	found("PROVEN: %zu of %zu contacts ended as an answer or a report in the log says; of the others the log here says nothing.\n",
	    story.contacts - story.open, story.contacts);
	found("PROVEN: %zu of %zu acts about consents and %zu of %zu refusals have their entries; lists taken in whole have one for all.\n",
	    story.consents - story.consents_alone, story.consents, story.refusals - story.refusals_alone, story.refusals);
	found("PROVEN: %zu texts, %zu files of evidence and rules are what their hashes name.\n", story.texts, named);
	found("TOLD: the provider's own words, the contracts and what is beyond the entries, as the clinic keeps them. SHA-256 of MANIFEST,\n"
	    "  which the log's entry capsule.made names (--made its proof): %s\n", sum);
}

static int
check(struct bytes zip, const struct given *given)
{
	struct checkpoint head;
	struct keys keys;
	char sum[2 * HASH + 1];
	unsigned char hash[HASH];
	size_t named = 0;

	if (!read_zip(zip) || !check_manifest() || !check_log(given, &keys, &head) || !check_story() || !check_named(&named))
		return 0;
	sha256(files[file_count - 1].body.data, files[file_count - 1].body.len, hash);
	hex(hash, HASH, sum);
	tell_story(named, sum);
	if (given->made != NULL && !check_made(given->made, &keys, sum))
		return 0;
	if (given->key == NULL)
		found("NOTE: the key was taken from the capsule itself. Compare log/key with the key that the clinic has published.\n");
	return 1;
}

static int
read_words(int argc, char **argv, struct given *given)
{
	for (int i = 1; i < argc; i++) {
		const char *word = argv[i], *value = i + 1 < argc ? argv[i + 1] : NULL;
		if (strncmp(word, "--", 2) != 0) {
			if (given->key != NULL)
				return 0;
			*(given->zip == NULL ? &given->zip : &given->key) = word;
			continue;
		}
		if (value == NULL || given->witnesses == KEYS)
			return 0;
		if (strcmp(word, "--witness") == 0)
			given->witness[given->witnesses++] = value;
		else if (strcmp(word, "--ca") == 0)
			given->ca = value;
		else if (strcmp(word, "--made") == 0)
			given->made = value;
		else
			return 0;
		i++;
	}
	return given->zip != NULL;
}

int
main(int argc, char **argv)
{
	struct given given = {0};
	size_t len = 0, size = 1 << 20, got;
	unsigned char *zip = malloc(size);

	if (!read_words(argc, argv, &given)) {
		fprintf(stderr, "usage: capsule-verify CAPSULE.zip [VERIFIER-KEY] [--witness KEY]... [--ca FILE.pem] [--made ENTRY.proof]\n");
		return 2;
	}
	FILE *in = fopen(given.zip, "rb");
	if (in == NULL) {
		fprintf(stderr, "%s cannot be read\n", given.zip);
		return 2;
	}
	while (zip != NULL && (got = fread(zip + len, 1, size - len - 1, in)) > 0)
		if ((len += got) == size - 1)
			zip = realloc(zip, size *= 2);
	fclose(in);
	if (zip == NULL)
		return 2;
	zip[len] = '\0';
	if (!check((struct bytes){zip, len}, &given))
		return 1;
	fputs(proven, stdout);
	return 0;
}
