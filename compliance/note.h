/*
 * note.h - a signed note (C2SP signed-note): text, an empty line, signatures.
 *
 * A key goes by name and number; signatures of keys that are not ours are
 * left aside, a false signature by a known key rejects the note.
 */
#ifndef COMPLIANCE_NOTE_H
#define COMPLIANCE_NOTE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/crypto.h"
#include "base/err.h"

enum { NOTE_NAME = 128, NOTE_MAX = 1 << 20 };

/* What a key is for, by the algorithm's byte in its text: a log signs notes, a witness cosigns those of logs. */
enum note_kind { NOTE_LOG = 1, NOTE_WITNESS = 4 };

/* Who can be checked; in text NAME+HEX+BASE64. */
struct note_key {
	enum note_kind kind;
	char name[NOTE_NAME];
	uint8_t id[4];
	uint8_t public_key[KEY_SIZE];
};

/* name: not empty, without white space and '+'. */
bool note_key_make(const char *name, const uint8_t seed[KEY_SIZE], struct note_key *out, struct err *err) warn_unused;
bool note_key_make_witness(const char *name, const uint8_t seed[KEY_SIZE], struct note_key *out, struct err *err) warn_unused;
bool note_key_parse(const char *text, struct note_key *out, struct err *err) warn_unused;
bool note_key_parse_witness(const char *text, struct note_key *out, struct err *err) warn_unused;
void note_key_format(const struct note_key *key, struct buf *out);

/* Adds text (it ends with a line feed), the empty line and one signature to out. */
void note_sign(struct view text, const struct note_key *key, const uint8_t seed[KEY_SIZE], struct buf *out);
/* The text of a note that key has signed; it lies inside note.  ERR_REFUSED when it has not. */
bool note_open(struct view note, const struct note_key *key, struct view *text, struct err *err) warn_unused;

/* For signatures of other kinds.  The text, and the signature lines after the empty one. */
bool note_split(struct view note, struct view *text, struct view *signatures);
/* One signature line without its line feed; bytes: the key's id, then what is of its kind. */
bool note_read_line(struct view line, struct view *name, uint8_t *bytes, size_t max, size_t *len);
/* Whether one of the signatures claims to be by this key; note_open tells whether it is. */
bool note_has_line(struct view note, const struct note_key *key);
void note_add_line(const struct note_key *key, const void *signature, size_t len, struct buf *out);

#endif
