/* log.h - a small signed log in a folder of its own, without a database. */
#ifndef TESTS_SUPPORT_LOG_H
#define TESTS_SUPPORT_LOG_H

#include "compliance/checkpoint.h"

struct test_log {
	char path[64];
	struct note_key key;
	uint8_t seed[KEY_SIZE];
	struct checkpoint checkpoint;
};

/* A new folder with the log of `size` entries; entry i is {"n":i} padded to `len` bytes. */
void test_log_new(uint64_t size, size_t len, struct test_log *out);
/* More entries into the same log, up to `size`. */
void test_log_grow(struct test_log *log, uint64_t size, size_t len);
/* A new key for it, made of this byte, which the old one vouches for. */
void test_log_rotate(struct test_log *log, uint8_t byte);
void test_log_remove(struct test_log *log);
void test_log_entry(uint64_t index, size_t len, struct buf *out);
void test_folder_remove(const char *path);

#endif
