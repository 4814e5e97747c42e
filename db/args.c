/* args.c - the parameters of one statement in PostgreSQL's binary form. */
#include "db/wire.h"

/* Types of array elements, from pg_type. */
static const struct {
	uint32_t oid;
	int len;
} element[] = {
	[ARRAY_INT2] = {21, 2}, [ARRAY_INT4] = {23, 4}, [ARRAY_INT8] = {20, 8}, [ARRAY_TEXT] = {25, 0},
	[ARRAY_BYTES] = {17, 0}, [ARRAY_TIME] = {1184, 8}, [ARRAY_UUID] = {2950, 16}, [ARRAY_BOOL] = {16, 1},
};

void
args_init(struct args *args)
{
	args->count = 0;
	buf_init(&args->bytes);
}

void
args_release(struct args *args)
{
	buf_release(&args->bytes);
	args->count = 0;
}

void
args_clear(struct args *args)
{
	args->count = 0;
	buf_clear(&args->bytes);
}

static int
next(struct args *args, int format)
{
	must(args->count < ARGS_MAX);
	int i = args->count++;
	args->null[i] = false;
	args->format[i] = format;
	args->offset[i] = args->bytes.len;
	args->length[i] = 0;
	return i;
}

static void
add(struct args *args, int format, const void *data, size_t len)
{
	int i = next(args, format);
	args->length[i] = (int)len;
	buf_add(&args->bytes, data, len);
	buf_add_char(&args->bytes, '\0');	/* libpq reads text values to their NUL */
}

void
args_null(struct args *args)
{
	args->null[next(args, 0)] = true;
}

/* As text, so that the same call serves every width of integer column. */
void
args_int(struct args *args, int64_t value)
{
	int i = next(args, 0);
	buf_add_int(&args->bytes, value);
	args->length[i] = (int)(args->bytes.len - args->offset[i]);
	buf_add_char(&args->bytes, '\0');
}

void
args_bool(struct args *args, bool value)
{
	add(args, 0, value ? "t" : "f", 1);
}

void
args_text(struct args *args, const char *text)
{
	if (text == NULL)
		args_null(args);
	else
		add(args, 0, text, strlen(text));
}

void
args_bytes(struct args *args, const void *data, size_t len)
{
	if (data == NULL)
		args_null(args);
	else
		add(args, 1, data, len);
}

void
args_time(struct args *args, int64_t instant)
{
	if (instant == 0) {
		args_null(args);
		return;
	}
	int i = next(args, 1);
	wire_put(&args->bytes, (uint64_t)(instant - WIRE_EPOCH), 8);
	args->length[i] = 8;
}

void
args_uuid(struct args *args, struct uuid uuid)
{
	add(args, 1, uuid.bytes, sizeof(uuid.bytes));
}

/* Dimensions 1, has-null flag, element type, count, lower bound; then the elements. */
void
args_array(struct args *args, enum array_type type, size_t count)
{
	int i = next(args, 1);
	wire_put(&args->bytes, count > 0 ? 1 : 0, 4);
	wire_put(&args->bytes, 1, 4);
	wire_put(&args->bytes, element[type].oid, 4);
	if (count > 0) {
		wire_put(&args->bytes, count, 4);
		wire_put(&args->bytes, 1, 4);
	}
	args->length[i] = (int)(args->bytes.len - args->offset[i]);
}

static void
grown(struct args *args)
{
	int i = args->count - 1;
	args->length[i] = (int)(args->bytes.len - args->offset[i]);
}

static int
element_len(const struct args *args)
{
	int64_t oid = wire_int(args->bytes.data + args->offset[args->count - 1] + 8, 4);
	for (size_t i = 0; i < sizeof(element) / sizeof(element[0]); i++)
		if (element[i].oid == oid)
			return element[i].len;
	must(!"an array is open");
	return 0;
}

void
args_array_int(struct args *args, int64_t value)
{
	int len = element_len(args);
	wire_put(&args->bytes, (uint64_t)len, 4);
	wire_put(&args->bytes, (uint64_t)value, len);
	grown(args);
}

void
args_array_bytes(struct args *args, const void *data, size_t len)
{
	wire_put(&args->bytes, data == NULL ? UINT32_MAX : len, 4);
	if (data != NULL)
		buf_add(&args->bytes, data, len);
	grown(args);
}

void
args_array_text(struct args *args, const char *text)
{
	args_array_bytes(args, text, text == NULL ? 0 : strlen(text));
}

void
args_array_time(struct args *args, int64_t instant)
{
	if (instant == 0) {
		args_array_bytes(args, NULL, 0);
		return;
	}
	args_array_int(args, instant - WIRE_EPOCH);
}

void
args_array_uuid(struct args *args, const struct uuid *uuid)
{
	args_array_bytes(args, uuid == NULL ? NULL : uuid->bytes, sizeof(uuid->bytes));
}

void
args_array_bool(struct args *args, bool value)
{
	args_array_int(args, value);
}

void
wire_args(const struct args *args, struct wire_args *out)
{
	for (int i = 0; i < args->count; i++)
		out->value[i] = args->null[i] ? NULL : args->bytes.data + args->offset[i];
}
