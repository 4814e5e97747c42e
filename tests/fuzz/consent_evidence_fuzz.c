/* consent_evidence_fuzz.c - any bytes as the evidence of a consent, and as the start of an evidence file or the whole enciphered one. */
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "compliance/consent_said.h"
#include "compliance/evidence_cipher.h"
#include "compliance/evidence_kind.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static void
read_evidence(const uint8_t *data, size_t len)
{
	struct consent_said said = {.wording_id = 1, .wording_approved = true};
	struct buf missing = {0};

	if (len < 4)
		return;
	said.fact.identity = (enum identity_level)(data[0] % IDENTITY_COUNT);
	said.fact.signature = (enum signature_kind)(data[1] % SIGNATURE_COUNT);
	said.fact.code = (enum consent_code)(data[2] % CONSENT_COUNT);
	said.fact.standalone = TRI_YES;
	said.address.kind = ADDRESS_PHONE;
	buf_add(&said.evidence, data + 3, len - 3);
	consent_said_missing(&said, &missing);
	/* whatever lacks a field is not proven */
	must(missing.len == 0 || consent_said_lack(&said) != LACK_NOTHING);
	buf_release(&missing);
	consent_said_release(&said);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	static const uint8_t key[KEY_SIZE];
	static int fd = -1;
	struct evidence_plain plain;
	struct err err;

	read_evidence(data, len);
	evidence_kind_of(data, len);
	if (fd < 0)
		fd = memfd_create("fuzz", MFD_CLOEXEC);
	must(ftruncate(fd, 0) == 0 && pwrite(fd, data, len, 0) == (ssize_t)len && lseek(fd, 0, SEEK_SET) == 0);
	must(!evidence_decipher(fd, -1, key, &plain, &err));	/* nobody guesses a tag */
	return 0;
}
