#include "cli/history.h"

#include "ledger/log_test.h"

/* A little of everything that the product's views are made of. */
struct story {
	struct id team, ada, ben, finding, attempt, completion;
	int64_t at;
};

static enum err_code
tell(struct db *db, struct story *s, enum ledger_type type, struct id subject,
    const struct ledger_field *fields, size_t n, struct err *err)
{
	const struct ledger_fact fact = {.id = id_new(),
	    .type = type,
	    .at = s->at += CLOCK_SECOND,
	    .actor = s->ben,
	    .subject = subject,
	    .fields = fields,
	    .n = n};
	struct arena arena;
	enum err_code rc;

	arena_init(&arena, 1 << 20);
	rc = ledger_append(db, &arena, &fact, err);
	arena_release(&arena);
	return rc;
}

#define TELL(type, subject, ...)                                          \
	do {                                                              \
		const struct ledger_field fields[] = {__VA_ARGS__};       \
                                                                          \
		if (tell(db, s, (type), (subject), fields, NELEM(fields), \
			err) != ERR_NONE)                                 \
			return err->code;                                 \
	} while (0)

#define HASH STR("0123456789abcdef0123456789abcdef")

static enum err_code
people(struct db *db, struct story *s, struct err *err)
{
	TELL(LEDGER_TEAM_CHANGED, s->team, FIELD_ID("team", s->team),
	    FIELD_TEXT("name", STR("payments")),
	    FIELD_TEXT("source", STR("test")));
	TELL(LEDGER_PERSON_JOINED, s->ada, FIELD_TEXT("name", STR("Ada")),
	    FIELD_TEXT("email", STR("ada@example.org")),
	    FIELD_TEXT("role", STR("developer")), FIELD_ID("team", s->team),
	    FIELD_JSON("stacks", STR("[\"python-flask\"]")),
	    FIELD_TEXT("source", STR("test")));
	TELL(LEDGER_PERSON_JOINED, s->ben, FIELD_TEXT("name", STR("Ben")),
	    FIELD_TEXT("email", STR("ben@example.org")),
	    FIELD_TEXT("role", STR("lead")), FIELD_TEXT("source", STR("test")));
	TELL(LEDGER_PERSON_CHANGED, s->ada, FIELD_PERSON("manager", s->ben),
	    FIELD_TEXT("source", STR("test")));
	TELL(LEDGER_TEAM_CHANGED, s->team, FIELD_ID("team", s->team),
	    FIELD_PERSON("lead", s->ben), FIELD_TEXT("source", STR("test")));
	TELL(LEDGER_PERSON_LEFT, s->ben, FIELD_TEXT("source", STR("test")));
	return ERR_NONE;
}

static enum err_code
learning(struct db *db, struct story *s, struct err *err)
{
	TELL(LEDGER_MODULE_PUBLISHED, (struct id){{0}},
	    FIELD_TEXT("module", STR("a05-injection")),
	    FIELD_TEXT("version", STR("1.0.0")),
	    FIELD_TEXT("title", STR("Injection")), FIELD_HASH("content", HASH),
	    FIELD_HASH("bank", HASH), FIELD_INT("minutes", 20),
	    FIELD_INT("validity_months", 12));
	TELL(LEDGER_CONTROL_MAP_PUBLISHED, (struct id){{0}},
	    FIELD_TEXT("framework", STR("soc2")),
	    FIELD_TEXT("edition", STR("2017")), FIELD_HASH("content", HASH));
	TELL(LEDGER_ASSIGNMENT_MADE, s->ada,
	    FIELD_TEXT("module", STR("a05-injection")),
	    FIELD_TEXT("why", STR("because you joined")),
	    FIELD_TIME("due", s->at + 30 * CLOCK_DAY),
	    FIELD_TEXT("by", STR("rule")));
	TELL(LEDGER_ATTEMPT_SUBMITTED, s->ada, FIELD_ID("attempt", s->attempt),
	    FIELD_TEXT("module", STR("a05-injection")),
	    FIELD_TEXT("version", STR("1.0.0")), FIELD_TIME("started", s->at),
	    FIELD_JSON("items", STR("[]")), FIELD_INT("asked", 10),
	    FIELD_INT("right", 9), FIELD_INT("score", 90),
	    FIELD_INT("pass", 80), FIELD_FLAG("passed", true));
	TELL(LEDGER_COMPLETION_EARNED, s->ada,
	    FIELD_TEXT("module", STR("a05-injection")),
	    FIELD_TEXT("version", STR("1.0.0")),
	    FIELD_TEXT("how", STR("studied")), FIELD_ID("attempt", s->attempt),
	    FIELD_INT("score", 90), FIELD_TIME("valid_until", s->at * 2));
	TELL(LEDGER_ATTESTATION_SIGNED, s->ada, FIELD_TEXT("name", STR("Ada")),
	    FIELD_TEXT("module", STR("a05-injection")),
	    FIELD_TEXT("version", STR("1.0.0")),
	    FIELD_TEXT("statement", STR("I have")),
	    FIELD_TEXT("ip", STR("192.0.2.1")),
	    FIELD_TEXT("user_agent", STR("curl")));
	TELL(LEDGER_LESSON_SHOWN, s->ada, FIELD_ID("finding", s->finding),
	    FIELD_TEXT("surface", STR("web")));
	return ERR_NONE;
}

static enum err_code
code(struct db *db, struct story *s, struct err *err)
{
	TELL(LEDGER_SCAN_RECORDED, (struct id){{0}},
	    FIELD_TEXT("repository", STR("shop")),
	    FIELD_TEXT("commit", STR("abc")), FIELD_TEXT("tool", STR("assay")),
	    FIELD_TEXT("tool_version", STR("0.1")), FIELD_HASH("results", HASH),
	    FIELD_INT("found", 1), FIELD_INT("opened", 1),
	    FIELD_INT("closed", 0));
	return ERR_NONE;
}

static enum err_code
awareness(struct db *db, struct story *s, struct err *err)
{
	struct id none = {{0}}, concern = id_new();

	TELL(LEDGER_NOTICE_PUBLISHED, none,
	    FIELD_TEXT("notice", STR("parcels")),
	    FIELD_TEXT("title", STR("Parcels")), FIELD_HASH("content", HASH),
	    FIELD_JSON("audience", STR("{\"everybody\":true}")));
	TELL(LEDGER_NOTICE_ACKNOWLEDGED, s->ada,
	    FIELD_TEXT("notice", STR("parcels")), FIELD_HASH("content", HASH));
	TELL(LEDGER_CAMPAIGN_IMPORTED, none,
	    FIELD_TEXT("campaign", STR("2026-03-02T09:00:00.000000Z")),
	    FIELD_TEXT("title", STR("Parcel")),
	    FIELD_TEXT("difficulty", STR("fair")), FIELD_TIME("sent_at", s->at),
	    FIELD_INT("sent", 9), FIELD_INT("clicked", 2),
	    FIELD_INT("reported", 3), FIELD_INT("suppressed", 1),
	    FIELD_TEXT("source", STR("gophish")), FIELD_HASH("content", HASH));
	TELL(LEDGER_CONCERN_REPORTED, s->ada, FIELD_TEXT("kind", STR("other")),
	    FIELD_TEXT("text", STR("ada@example.org saw a stranger")),
	    FIELD_TEXT("surface", STR("web")));
	TELL(LEDGER_CONCERN_HANDED_OVER, none, FIELD_ID("concern", concern),
	    FIELD_TEXT("channel", STR("mail")));
	TELL(LEDGER_INCIDENT_RECORDED, none,
	    FIELD_TEXT("incident", STR("INC-12")),
	    FIELD_TEXT("title", STR("Leak")), FIELD_JSON("cwe", STR("[89]")),
	    FIELD_TIME("occurred", s->at), FIELD_ID("team", s->team));
	TELL(LEDGER_CONTENT_REVIEWED, none,
	    FIELD_TEXT("module", STR("a05-injection")),
	    FIELD_TEXT("version", STR("1.0.0")),
	    FIELD_TEXT("outcome", STR("kept")),
	    FIELD_TEXT("incident", STR("INC-12")));
	return ERR_NONE;
}

static enum err_code
tell_all(struct db *db, void *ctx, struct err *err)
{
	struct story *s = ctx;
	enum err_code rc;

	s->at = CLOCK_DAY * 365 * 50;
	rc = people(db, s, err);
	if (rc == ERR_NONE)
		rc = learning(db, s, err);
	if (rc == ERR_NONE)
		rc = awareness(db, s, err);
	return rc == ERR_NONE ? code(db, s, err) : rc;
}

struct told {
	unsigned n, here;
	const char *table, *column;
};

static void
count(const struct ledger_difference *d, void *ctx)
{
	struct told *t = ctx;

	t->n++;
	t->here += strcmp(d->table, t->table) == 0 &&
	    (d->column == NULL || strcmp(d->column, t->column) == 0);
}

static enum err_code
count_row(const struct cell *cells UNUSED, void *ctx, struct err *err UNUSED)
{
	++*(size_t *)ctx;
	return ERR_NONE;
}

struct counting {
	const struct table *table;
	size_t rows;
};

static enum err_code
count_rows(struct db *db, void *ctx, struct err *err)
{
	struct counting *c = ctx;

	c->rows = 0;
	return table_dump(db, c->table, count_row, &c->rows, err);
}

static void
plant_in(struct log *log, const struct table *table, unsigned *planted)
{
	for (unsigned i = 0; i < table->n_columns; i++) {
		struct told t = {
		    .table = table->name, .column = table->columns[i].name};
		struct err err;

		log_change(log, table->name, i, 0);
		/* names it, and makes it good */
		CHECK_OK(
		    ledger_rebuild(&log->config, false, count, &t, NULL, &err),
		    &err);
		CHECK(t.here > 0 && t.here == t.n);
		++*planted;
	}
}

STORE_TEST(a_change_in_any_column_of_the_products_views_is_named)
{
	struct story story = {.team = id_new(),
	    .ada = id_new(),
	    .ben = id_new(),
	    .finding = id_new(),
	    .attempt = id_new()};
	struct counting c;
	struct told t = {.table = "", .column = ""};
	unsigned planted = 0, empty = 0;
	struct log log;
	struct err err;

	log_open(&log, store);
	log.config.views = history_views;
	CHECK_OK(store_write(store, tell_all, &story, &err), &err);
	CHECK(log_integrate(&log) > 0);
	CHECK_OK(
	    ledger_rebuild(&log.config, true, count, &t, NULL, &err), &err);
	CHECK(t.n == 0);
	for (size_t i = 0; i < store_table_count; i++) {
		c.table = &store_tables[i];
		if (c.table->kind != TABLE_VIEW)
			continue;
		CHECK_OK(store_read(store, count_rows, &c, &err), &err);
		if (c.rows > 0)
			plant_in(&log, c.table, &planted);
		else
			printf("nothing here fills %s\n", c.table->name);
		empty += c.rows == 0;
	}
	printf("%u columns changed, %u views left empty\n", planted, empty);
	CHECK(planted > 0);
	log_close(&log);
}

struct finding {
	const struct table *table;
	struct str needle;
	unsigned n;
};

static enum err_code
look_in_row(const struct cell *cells, void *ctx, struct err *err UNUSED)
{
	struct finding *f = ctx;

	for (unsigned i = 0; i < f->table->n_columns; i++)
		if (cells[i].s.ptr != NULL &&
		    str_find(cells[i].s, f->needle) < cells[i].s.len)
			f->n++;
	return ERR_NONE;
}

static enum err_code
find_everywhere(struct db *db, void *ctx, struct err *err)
{
	struct finding *f = ctx;
	enum err_code rc = ERR_NONE;

	f->n = 0;
	for (size_t i = 0; rc == ERR_NONE && i < store_table_count; i++) {
		f->table = &store_tables[i];
		rc = table_dump(db, f->table, look_in_row, f, err);
	}
	return rc;
}

static unsigned
found(struct log *log, struct str needle)
{
	struct finding f = {.needle = needle};
	struct err err;

	CHECK_OK(store_read(log->store, find_everywhere, &f, &err), &err);
	return f.n;
}

STORE_TEST(the_products_views_forget_an_erased_person)
{
	struct story story = {.team = id_new(),
	    .ada = id_new(),
	    .ben = id_new(),
	    .finding = id_new(),
	    .attempt = id_new()};
	struct str ada = {(const char *)story.ada.bytes, ID_SIZE};
	struct str ben = {(const char *)story.ben.bytes, ID_SIZE};
	struct told t = {.table = "", .column = ""};
	struct ledger_verdict verdict;
	struct log log;
	struct err err;

	log_open(&log, store);
	log.config.views = history_views;
	CHECK_OK(store_write(store, tell_all, &story, &err), &err);
	CHECK(log_integrate(&log) > 0);
	CHECK(found(&log, STR("ada@example.org")) > 1 && found(&log, ada) > 1);
	CHECK_OK(ledger_erase(&log.config, story.ada, story.ben, STR("asked"),
		     NULL, &err),
	    &err);
	CHECK(found(&log, STR("ada@example.org")) == 0);
	CHECK(found(&log, ada) == 0 && found(&log, ben) > 1);
	CHECK_OK(ledger_erase(&log.config, story.ben, story.ben, STR("asked"),
		     NULL, &err),
	    &err);
	CHECK(found(&log, ben) == 0);
	CHECK_OK(
	    ledger_rebuild(&log.config, true, count, &t, NULL, &err), &err);
	CHECK(t.n == 0);
	CHECK_OK(log_verify(&log, &verdict, &err), &err);
	log_close(&log);
}

TEST_MAIN(T(a_change_in_any_column_of_the_products_views_is_named),
    T(the_products_views_forget_an_erased_person))
