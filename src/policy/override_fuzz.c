#include "policy/override.h"

#include <stdlib.h>

#include "codec/csv.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

#define TODAY (INT64_C(20600) * CLOCK_DAY)

static struct catalog_module modules[] = {
    {.id = STR_INIT("a05-injection")}, {.id = STR_INIT("report-incidents")}};

static void
write_line(struct csv_writer *csv, const struct override_line *l)
{
	char date[CLOCK_DATE_LEN + 1];

	clock_write_date(l->day, date);
	csv_str(csv, l->email);
	csv_str(csv, l->module);
	csv_str(csv, l->version);
	csv_str(csv, str_from(date));
	csv_str(csv, l->reason);
	csv_end(csv);
}

static void
write_back(struct buf *out, const struct override *o)
{
	struct csv_writer csv = {.out = out};

	buf_add(out, STR("email,module,version,completed,reason\r\n"));
	for (size_t i = 0; i < o->lines.n; i++)
		write_line(&csv, &o->lines.v[i]);
}

static void
same(const struct override_line *a, const struct override_line *b)
{
	if (!str_eq(a->email, b->email) || !str_eq(a->module, b->module) ||
	    !str_eq(a->version, b->version) || a->day != b->day ||
	    !str_eq(a->reason, b->reason) || a->day > TODAY)
		abort();
}

/* What is accepted without a problem is written back, and read again as the
   same records. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct catalog catalog = {.modules = {modules, NELEM(modules), 0}};
	struct override o = {0}, again = {0};
	struct arena arena;
	struct err err;
	struct buf text;

	arena_init(&arena, (size_t)64 << 20);
	if (override_read((struct str){(const char *)data, len}, &catalog,
		TODAY, &arena, &o, &err) == ERR_NONE &&
	    o.problems_total == 0) {
		buf_init(&text, (size_t)32 << 20);
		write_back(&text, &o);
		if (text.len <= OVERRIDE_BYTES_MAX) {
			if (override_read(buf_view(&text), &catalog, TODAY,
				&arena, &again, &err) != ERR_NONE ||
			    again.problems_total != 0 ||
			    again.lines.n != o.lines.n)
				abort();
			for (size_t i = 0; i < o.lines.n; i++)
				same(&o.lines.v[i], &again.lines.v[i]);
		}
		buf_release(&text);
	}
	arena_release(&arena);
	return 0;
}
