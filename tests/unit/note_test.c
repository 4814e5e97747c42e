/* note_test.c - signed notes and checkpoints: round trip, foreign keys, and every single flipped bit. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "compliance/checkpoint.h"

#include <cmocka.h>

static const uint8_t seed[KEY_SIZE] = {1, 2, 3, 4};
static const uint8_t other_seed[KEY_SIZE] = {9};

static struct note_key
key_of(const char *name, const uint8_t *bytes)
{
	struct note_key key;
	struct err err;

	assert_true(note_key_make(name, bytes, &key, &err));
	return key;
}

/* The example of golang.org/x/mod/sumdb/note. */
static void
foreign_note(void **state)
{
	static const char note[] =
	    "If you think cryptography is the answer to your problem,\n"
	    "then you don't know what your problem is.\n"
	    "\n"
	    "\xe2\x80\x94 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
	struct note_key key;
	struct view text;
	struct err err;

	(void)state;
	assert_true(note_key_parse("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", &key, &err));
	assert_true(note_open(view_of(note), &key, &text, &err));
	assert_int_equal(text.len, strlen(note) - strlen(strstr(note, "\n\n")) + 1);
}

static void
key_text(void **state)
{
	struct note_key key = key_of("clinic.example/log", seed), again;
	struct buf text = {0};
	struct err err;

	(void)state;
	note_key_format(&key, &text);
	assert_true(note_key_parse(text.data, &again, &err));
	assert_memory_equal(again.public_key, key.public_key, KEY_SIZE);
	assert_memory_equal(again.id, key.id, 4);
	text.data[3] ^= 1;
	assert_false(note_key_parse(text.data, &again, &err));
	assert_false(note_key_parse("", &again, &err));
	assert_false(note_key_parse("a+b+c", &again, &err));
	assert_false(note_key_parse("clinic+00000000+AAAA", &again, &err));
	assert_false(note_key_make("two words", seed, &again, &err));
	assert_false(note_key_make("a+b", seed, &again, &err));
	assert_false(note_key_make("", seed, &again, &err));
	buf_release(&text);
}

static struct checkpoint
example(void)
{
	struct checkpoint checkpoint = {.size = 20852163};
	for (int i = 0; i < SHA256_SIZE; i++)
		checkpoint.root.bytes[i] = (uint8_t)(7 * i);
	return checkpoint;
}

static void
round_trip(void **state)
{
	struct note_key key = key_of("clinic.example/log", seed), other = key_of("clinic.example/log", other_seed);
	struct checkpoint made = example(), read;
	struct buf note = {0};
	struct err err;

	(void)state;
	checkpoint_sign(&made, &key, seed, &note);
	assert_true(checkpoint_open(buf_view(&note), &key, &read, &err));
	assert_int_equal(read.size, made.size);
	assert_true(node_equal(&read.root, &made.root));
	assert_false(checkpoint_open(buf_view(&note), &other, &read, &err));
	assert_int_equal(err.kind, ERR_REFUSED);
	buf_release(&note);
}

static void
every_bit(void **state)
{
	struct note_key key = key_of("clinic.example/log", seed);
	struct checkpoint made = example(), read;
	struct buf note = {0};
	struct err err;

	(void)state;
	checkpoint_sign(&made, &key, seed, &note);
	for (size_t bit = 0; bit < 8 * note.len; bit++) {
		note.data[bit / 8] ^= (char)(1 << bit % 8);
		assert_false(checkpoint_open(buf_view(&note), &key, &read, &err));
		note.data[bit / 8] ^= (char)(1 << bit % 8);
	}
	for (size_t len = 0; len < note.len; len++)
		assert_false(checkpoint_open((struct view){note.data, len}, &key, &read, &err));
	buf_release(&note);
}

/* Lines of keys we do not know are left aside; a false line of ours rejects the note. */
static void
more_signatures(void **state)
{
	struct note_key key = key_of("clinic.example/log", seed), witness = key_of("witness.example", other_seed);
	struct checkpoint made = example(), read;
	struct buf note = {0}, cosigned = {0}, twice = {0};
	struct err err;

	(void)state;
	checkpoint_sign(&made, &key, seed, &note);
	size_t text_len = (size_t)(strstr(note.data, "\n\n") - note.data) + 1;
	note_sign((struct view){note.data, text_len}, &witness, other_seed, &cosigned);
	buf_add(&twice, note.data, note.len);
	buf_add(&twice, cosigned.data + text_len + 1, cosigned.len - text_len - 1);
	assert_true(checkpoint_open(buf_view(&twice), &key, &read, &err));
	buf_clear(&twice);
	buf_add(&twice, cosigned.data, cosigned.len);
	buf_add(&twice, note.data + text_len + 1, note.len - text_len - 1);
	assert_true(checkpoint_open(buf_view(&twice), &key, &read, &err));
	struct note_key fake = key;	/* our name and number, somebody else's signature */
	buf_clear(&twice);
	buf_add(&twice, note.data, note.len);
	buf_clear(&cosigned);
	note_sign((struct view){note.data, text_len}, &fake, other_seed, &cosigned);
	buf_add(&twice, cosigned.data + text_len + 1, cosigned.len - text_len - 1);
	assert_false(checkpoint_open(buf_view(&twice), &key, &read, &err));
	buf_release(&note);
	buf_release(&cosigned);
	buf_release(&twice);
}

/* Signed right, but no checkpoint. */
static void
odd_texts(void **state)
{
	static const char *const texts[] = {
		"clinic.example/log\n", "clinic.example/log\n5\n", "other.example\n5\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
		"clinic.example/log\n05\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
		"clinic.example/log\n-5\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
		"clinic.example/log\n5\nAAAA\n",
	};
	struct note_key key = key_of("clinic.example/log", seed);
	struct checkpoint read;
	struct err err;

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct buf note = {0};
		note_sign(view_of(texts[i]), &key, seed, &note);
		assert_false(checkpoint_open(buf_view(&note), &key, &read, &err));
		buf_release(&note);
	}
	struct buf note = {0};	/* more lines after the third are allowed */
	note_sign(view_of("clinic.example/log\n5\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\nmore\n"), &key, seed, &note);
	assert_true(checkpoint_open(buf_view(&note), &key, &read, &err));
	buf_release(&note);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(foreign_note),
		cmocka_unit_test(key_text),
		cmocka_unit_test(round_trip),
		cmocka_unit_test(every_bit),
		cmocka_unit_test(more_signatures),
		cmocka_unit_test(odd_texts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
