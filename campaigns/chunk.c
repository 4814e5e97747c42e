/* chunk.c - some ten thousand rows on their way to the database, in memory that two processes share. */
#include "campaigns/chunk.h"

#include <string.h>
#include <sys/mman.h>

#include "campaigns/fold.h"

enum { ROW_TEXT = ROW_NAME + ZONE_TEXT + 2 * ROW_POINTS * (EMAIL_TEXT + EXTENSION_TEXT) +
	ROW_NAME + ROW_DOCUMENT };

struct chunk *
chunk_new(void)
{
	struct chunk *chunk = mmap(NULL, sizeof(*chunk), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	must(chunk != MAP_FAILED);
	chunk_clear(chunk);
	return chunk;
}

void *
chunk_free(struct chunk *chunk)
{
	if (chunk != NULL)
		munmap(chunk, sizeof(*chunk));
	return NULL;
}

void
chunk_clear(struct chunk *chunk)
{
	chunk->parties = chunk->points = 0;
	chunk->more = false;
	chunk->text[0] = '\0';		/* offset 0 */
	chunk->text_len = 1;
}

bool
chunk_has_room(const struct chunk *chunk)
{
	return chunk->parties + 1 < CHUNK_ROWS && chunk->points + 2 * ROW_POINTS <= CHUNK_POINTS &&
	    chunk->text_len + ROW_TEXT <= CHUNK_TEXT;
}

static uint32_t
put_text(struct chunk *chunk, const char *text)
{
	size_t len = strlen(text) + 1;
	uint32_t at = chunk->text_len;

	if (len == 1)
		return 0;
	memcpy(chunk->text + at, text, len);
	chunk->text_len += (uint32_t)len;
	return at;
}

static void
put_point(struct chunk *chunk, const struct row_point *point, struct keyed *keyed)
{
	struct chunk_point *put = &chunk->point[chunk->points++];

	put->is_email = point->is_email;
	put->carrier_inn = point->carrier_inn;
	put->region = (int16_t)point->region;
	put->of_representative = point->of_representative;
	put->corporate = (uint8_t)point->judgement.corporate;
	put->published = (uint8_t)point->judgement.published;
	put->judged_by = (uint8_t)point->judgement.reason;
	put->address = put_text(chunk, point->address);
	put->extension = put_text(chunk, point->extension);
	keyed_token(keyed, view_of(point->address), put->token);
}

static void
identity_of(const char *address, const char *name, struct keyed *keyed, struct buf *space, uint8_t out[IDENTITY_SIZE])
{
	uint8_t whole[SHA256_SIZE];

	buf_clear(space);
	buf_add_text(space, address);
	buf_add_char(space, '\0');
	fold_text(view_of(name), space);
	keyed_token(keyed, buf_view(space), whole);
	memcpy(out, whole, IDENTITY_SIZE);
}

void
chunk_add_representative(struct chunk *chunk, const struct row *row, struct keyed *keyed, struct buf *space)
{
	const struct row_point *first = NULL;

	for (int i = row->points - 1; i >= 0; i--)
		if (row->point[i].of_representative)
			first = &row->point[i];
	if (first == NULL || row->representative[0] == '\0')
		return;
	struct chunk_party *party = &chunk->party[chunk->parties++];
	*party = (struct chunk_party){.row = (int32_t)row->number, .kind = ROW_PERSON, .birth_day = NO_DAY,
		.is_representative = true, .first_point = chunk->points};
	identity_of(first->address, row->representative, keyed, space, party->identity);
	party->name = put_text(chunk, row->representative);
	for (int i = 0; i < row->points; i++)
		if (row->point[i].of_representative) {
			put_point(chunk, &row->point[i], keyed);
			party->points++;
		}
}

/* What only some rows have: companies, children, addresses that were confirmed. */
static void
put_more(struct chunk *chunk, const struct row *row, struct chunk_party *party)
{
	static const int64_t day_2000 = 10957;
	const struct chunk_party *before = party > chunk->party ? party - 1 : NULL;

	party->kind_reason = (uint8_t)row->kind_reason;
	party->paediatric = row->paediatric;
	party->birth_day = row->birth_day == NO_BIRTH_DAY ? NO_DAY : (int32_t)(row->birth_day - day_2000);
	party->confirmed_at = row->confirmed_at;
	party->document = put_text(chunk, row->document);
	party->is_representative = false;
	party->representative = before != NULL && before->is_representative && before->row == party->row
	    ? (uint32_t)(before - chunk->party) + 1 : 0;
	chunk->more |= row->kind != ROW_PERSON || row->paediatric || row->birth_day != NO_BIRTH_DAY ||
	    row->confirmed_at != 0 || row->document[0] != '\0' || party->representative != 0;
	for (int i = 0; i < row->points; i++)
		chunk->more |= row->point[i].of_representative;
}

void
chunk_add(struct chunk *chunk, const struct row *row, const uint8_t identity[IDENTITY_SIZE], struct keyed *keyed)
{
	must(chunk_has_room(chunk));
	struct chunk_party *party = &chunk->party[chunk->parties++];

	memcpy(party->identity, identity, IDENTITY_SIZE);
	party->inn = row->inn;
	party->row = (int32_t)row->number;
	party->birth_year = (int16_t)row->birth_year;
	party->region = (int16_t)row->region;
	party->kind = (uint8_t)row->kind;
	party->name = put_text(chunk, row->name);
	party->zone = put_text(chunk, row->zone);
	put_more(chunk, row, party);
	party->first_point = chunk->points;
	party->points = (uint8_t)row->points;
	for (int i = 0; i < row->points; i++)
		put_point(chunk, &row->point[i], keyed);
}

/* The same person under another of her numbers is another party: merging people is not for a machine. */
void
row_identity(const struct row *row, struct keyed *keyed, struct buf *space, uint8_t out[IDENTITY_SIZE])
{
	uint8_t whole[SHA256_SIZE];

	if (row->inn == 0 || row->kind == ROW_CONTACT_PERSON) {
		must(row->points > 0);
		identity_of(row->point[0].address, row->name, keyed, space, out);
		return;
	}
	buf_clear(space);
	buf_add_text(space, "inn");
	buf_add_char(space, '\0');
	buf_add_int(space, row->inn);
	keyed_token(keyed, buf_view(space), whole);
	memcpy(out, whole, IDENTITY_SIZE);
}
