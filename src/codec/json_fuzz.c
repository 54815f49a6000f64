#include "codec/json_read.h"

#include <stdlib.h>

#include "codec/json.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static void
write(struct buf *out, const struct json *v)
{
	bool object = v->kind == JSON_IS_OBJECT;

	switch (v->kind) {
	case JSON_IS_NULL:
		json_none(out, NULL);
		return;
	case JSON_IS_FLAG:
		json_flag(out, NULL, v->flag);
		return;
	case JSON_IS_INT:
		json_i64(out, NULL, v->num);
		return;
	case JSON_IS_REAL:
		json_real(out, NULL, v->real);
		return;
	case JSON_IS_TEXT:
		json_str(out, NULL, v->text);
		return;
	default:
		break;
	}
	(object ? json_open(out) : json_list(out, NULL));
	for (size_t i = 0; i < v->n; i++) {
		if (object)
			json_name(out, v->items[i].name);
		write(out, &v->items[i].value);
	}
	(object ? json_close : json_list_end)(out);
}

static void
same(const struct json *a, const struct json *b)
{
	/* a real without a fraction is written as an integer */
	bool number = (a->kind == JSON_IS_REAL || a->kind == JSON_IS_INT) &&
	    (b->kind == JSON_IS_REAL || b->kind == JSON_IS_INT);

	if (number)
		return;
	if (a->kind != b->kind || a->flag != b->flag || a->n != b->n ||
	    !str_eq(a->text, b->text))
		abort();
	for (size_t i = 0; i < a->n; i++) {
		if (!str_eq(a->items[i].name, b->items[i].name))
			abort();
		same(&a->items[i].value, &b->items[i].value);
	}
}

/* What was read, written and read again is the same tree. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct json doc, again;
	struct arena arena;
	struct err err;
	struct buf out;

	arena_init(&arena, 64 << 20);
	buf_init(&out, 64 << 20);
	if (json_read((struct str){(const char *)data, len}, &arena, &doc,
		&err) == ERR_NONE) {
		write(&out, &doc);
		if (json_read(buf_view(&out), &arena, &again, &err) != ERR_NONE)
			abort();
		same(&doc, &again);
	}
	buf_release(&out);
	arena_release(&arena);
	return 0;
}
