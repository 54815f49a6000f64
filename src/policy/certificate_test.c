#include "policy/certificate.h"

#include "policy/proposal_test.h"

static struct certificate_new
usual(struct id proposer, struct id person)
{
	return (struct certificate_new){.proposer = proposer,
	    .person = person,
	    .topic = STR("a05-injection"),
	    .course = STR("Secure Coding in Practice"),
	    .edition = STR("2025-09 (second)"),
	    .completed = day("2026-03-31"),
	    .document = STR(PDF)};
}

static enum err_code
ask(struct certificate_new in, struct id *id, struct err *err)
{
	return certificate_ask(&desk, &in, id, err);
}

static struct id
ask_ok(struct certificate_new in)
{
	struct id id = {0};
	struct err err;

	CHECK_OK(ask(in, &id, &err), &err);
	return id;
}

static void
a_document_is_known_by_its_first_bytes(void)
{
	static const struct {
		struct str bytes;
		const char *media;
	} files[] = {
	    {STR_INIT("%PDF-1.4\n..."), "application/pdf"},
	    {STR_INIT("%PDF-2.0\n..."), "application/pdf"},
	    {STR_INIT("\x89PNG\r\n\x1a\n...."), "image/png"},
	    {STR_INIT("\xff\xd8\xff\xe0...."), "image/jpeg"},
	    {STR_INIT(""), NULL},
	    {STR_INIT("%PDF"), NULL},
	    {STR_INIT("%PDF-9.0"), NULL},
	    {STR_INIT(" %PDF-1.4"), NULL},
	    {STR_INIT("<html><script>"), NULL},
	    {STR_INIT("<svg xmlns="), NULL},
	    {STR_INIT("GIF89a"), NULL},
	    {STR_INIT("MZ\x90"), NULL},
	    {STR_INIT("PK\x03\x04"), NULL},
	    {STR_INIT("\x89PNG\n\x1a\n"), NULL}, /* went through a text mode */
	    {STR_INIT("\xff\xd8"), NULL},
	};

	for (size_t i = 0; i < NELEM(files); i++)
		CHECK_STR(certificate_media(files[i].bytes),
		    str_from(files[i].media));
}

static void
an_edition_that_begins_with_a_date_has_a_first_day(void)
{
	static const struct {
		const char *edition, *day;
	} good[] = {
	    {"2025", "2025-01-01"},
	    {"2025 revised", "2025-01-01"},
	    {"2025-09", "2025-09-01"},
	    {"2025-09 (second)", "2025-09-01"},
	    {"2025-09-14", "2025-09-14"},
	};
	static const char *const none[] = {"", "first", "v2025", "2025b",
	    "20251", "2025-13", "2025-02-30", "2025-9", "-2025", "202",
	    "2025-09-14T00", "2025-09-141"};
	int64_t at;

	for (size_t i = 0; i < NELEM(good); i++) {
		CHECK(certificate_edition_day(str_from(good[i].edition), &at));
		CHECK(at == day(good[i].day));
	}
	for (size_t i = 0; i < NELEM(none); i++)
		CHECK(!certificate_edition_day(str_from(none[i]), &at));
}

STORE_TEST(a_certificate_that_a_second_person_accepts_counts_as_external)
{
	struct ledger_entry fact = {0};
	struct owed_list list;
	struct str bytes = STR_NONE;
	struct err err;
	struct id id;

	open_world(store);
	id = ask_ok(usual(dennis, dennis));
	CHECK_INT(decide(dennis, id, true, &err), ERR_DENIED);
	CHECK_INT(decide(grace, id, true, &err), ERR_DENIED);
	CHECK_INT(facts(LEDGER_EXTERNAL_CERTIFICATE_ACCEPTED, NULL), 0);
	CHECK_OK(decide(radia, id, true, &err), &err);
	CHECK_INT(facts(LEDGER_EXTERNAL_CERTIFICATE_ACCEPTED, &fact), 1);
	CHECK(id_eq(fact.actor, dennis) && id_eq(fact.subject, dennis));
	CHECK(id_eq(ledger_id(&fact, "approver"), radia));
	CHECK_STR(ledger_text(&fact, "verified"), STR("supervised exam"));
	CHECK_INT(ledger_int(&fact, "policy", -1), 3);
	CHECK(ledger_json(&fact, "modules")->n == 1);
	list = owes(dennis, "injection");
	CHECK_INT(list.n, 1);
	CHECK(list.v[0].due.done != NULL);
	CHECK_INT(list.v[0].due.done->how, DUE_EXTERNAL);
	/* six months by the mapping, not the policy's twelve: to the month's
	   last day, two hours east */
	CHECK(list.v[0].due.valid_until ==
	    day("2026-10-01") - 7200 * CLOCK_SECOND - 1);
	CHECK(document(dennis, id, &bytes) == ERR_NONE);
	CHECK_STR(bytes, STR(PDF));
	check_rebuilt();
	close_world();
}

STORE_TEST(it_never_stands_longer_than_a_pass_of_that_day_would)
{
	struct certificate_new in;
	struct ledger_entry fact = {0};
	struct err err;
	struct id id;

	open_world(store);
	in = usual(dennis, dennis);
	in.topic = STR("report-incidents");
	in.course = STR("responding"); /* as it was typed */
	in.edition = STR("First");
	id = ask_ok(in);
	CHECK_OK(decide(ada, id, true, &err), &err);
	CHECK_INT(facts(LEDGER_EXTERNAL_CERTIFICATE_ACCEPTED, &fact), 1);
	CHECK_STR(ledger_text(&fact, "course"), STR("Responding"));
	/* the mapping says 36 months, the module's course twelve */
	CHECK(ledger_time(&fact, "valid_until") ==
	    day("2027-04-01") - 7200 * CLOCK_SECOND - 1);
	close_world();
}

STORE_TEST(what_is_not_in_the_mapping_is_refused_with_the_mapping)
{
	static const struct {
		const char *topic, *course, *edition;
	} bad[] = {
	    {"a05-injection", "Secure Coding", "2025-09 (second)"},
	    {"a05-injection", "Secure Coding in Practice", "2024"},
	    {"a05-injection", "Responding", "first"},
	    {"report-incidents", "Secure Coding in Practice",
		"2025-09 (second)"},
	    {"", "", ""},
	    {"no-such-module", "x", "y"},
	};

	open_world(store);
	for (size_t i = 0; i < NELEM(bad); i++) {
		struct certificate_new in = usual(dennis, dennis);
		struct err err;
		struct id id;

		in.topic = str_from(bad[i].topic);
		in.course = str_from(bad[i].course);
		in.edition = str_from(bad[i].edition);
		CHECK_INT(ask(in, &id, &err), ERR_INVALID);
		CHECK(str_find(str_from(err.text),
			  STR("it accepts 'Secure Coding in Practice' 2025-09 "
			      "(second) for a05-injection; 'Responding' first "
			      "for report-incidents")) < strlen(err.text));
	}
	close_world();
}

STORE_TEST(a_day_that_cannot_be_is_refused)
{
	static const struct {
		const char *day, *why;
	} bad[] = {
	    {"2026-05-29", "the certificate's day is still to come"},
	    {"2962-01-01", "the certificate's day is still to come"},
	    {"2025-08-31",
		"the certificate's day lies before edition '2025-09 (second)' "
		"of the course"},
	    {"1969-12-31",
		"the certificate's day lies before edition '2025-09 (second)' "
		"of the course"},
	    {"2025-09-30",
		"it would have counted until 2026-03-30: it has run out, take "
		"the module or its quiz"},
	};

	open_world(store);
	for (size_t i = 0; i < NELEM(bad); i++) {
		struct certificate_new in = usual(dennis, dennis);
		struct err err;
		struct id id;

		in.completed = day(bad[i].day);
		CHECK_INT(ask(in, &id, &err), ERR_INVALID);
		CHECK_STR(str_from(err.text), str_from(bad[i].why));
	}
	close_world();
}

STORE_TEST(a_document_of_another_kind_or_size_is_refused)
{
	struct certificate_new in;
	struct buf large;
	struct err err;
	struct id id;

	open_world(store);
	in = usual(dennis, dennis);
	in.document = STR("");
	CHECK_INT(ask(in, &id, &err), ERR_INVALID);
	in.document = STR("<html>");
	CHECK_INT(ask(in, &id, &err), ERR_INVALID);
	CHECK_STR(str_from(err.text),
	    STR("the document is none of PDF, PNG and JPEG"));
	buf_init(&large, CERTIFICATE_BYTES_MAX + 1);
	buf_add(&large, STR("%PDF-1.7\n"));
	while (large.len < CERTIFICATE_BYTES_MAX)
		buf_add_char(&large, 'x');
	in.document = buf_view(&large);
	CHECK_OK(ask(in, &id, &err), &err); /* the last that is taken */
	buf_add_char(&large, 'x');
	in.document = buf_view(&large);
	CHECK_INT(ask(in, &id, &err), ERR_LIMIT);
	buf_release(&large);
	close_world();
}

STORE_TEST(its_document_is_for_those_who_decide_auditors_and_the_person)
{
	static const struct {
		struct id *viewer;
		enum err_code rc;
	} viewers[] = {
	    {&dennis, ERR_NONE},
	    {&ada, ERR_NONE},
	    {&radia, ERR_NONE},
	    {&edsger, ERR_NONE},
	    {&grace, ERR_NOT_FOUND}, /* proposed it, and may not open it */
	    {&other_lead, ERR_NOT_FOUND},
	    {&other_team, ERR_NOT_FOUND},
	};
	struct str bytes = STR_NONE;
	struct id id;

	open_world(store);
	id = ask_ok(usual(grace, dennis));
	for (size_t i = 0; i < NELEM(viewers); i++)
		CHECK_INT(
		    document(*viewers[i].viewer, id, &bytes), viewers[i].rc);
	close_world();
}

STORE_TEST(a_document_goes_with_what_came_to_nothing)
{
	struct str bytes = STR_NONE;
	struct err err;
	struct id id, again;

	open_world(store);
	id = ask_ok(usual(dennis, dennis));
	CHECK_OK(decide(ada, id, false, &err), &err);
	CHECK(document(ada, id, &bytes) == ERR_NOT_FOUND);
	id = ask_ok(usual(dennis, dennis));
	CHECK_OK(proposal_withdraw(&desk, dennis, id, &err), &err);
	CHECK(document(dennis, id, &bytes) == ERR_NOT_FOUND);
	/* the same bytes for something that stands are kept */
	id = ask_ok(usual(dennis, dennis));
	CHECK_OK(decide(ada, id, true, &err), &err);
	again = ask_ok(usual(dennis, dennis));
	CHECK_OK(decide(ada, again, false, &err), &err);
	CHECK(document(dennis, id, &bytes) == ERR_NONE);
	CHECK_INT(facts(LEDGER_EXTERNAL_CERTIFICATE_ACCEPTED, NULL), 1);
	close_world();
}

STORE_TEST(an_erased_person_s_document_and_its_hash_are_gone)
{
	struct ledger_entry fact = {0};
	struct str bytes = STR_NONE;
	uint8_t hash[32];
	struct err err;
	struct id id, other;

	open_world(store);
	id = ask_ok(usual(dennis, dennis));
	other = ask_ok(usual(grace, grace)); /* the same bytes */
	CHECK_OK(decide(ada, id, true, &err), &err);
	CHECK_INT(facts(LEDGER_EXTERNAL_CERTIFICATE_ACCEPTED, &fact), 1);
	CHECK(ledger_hash(&fact, "document", hash));
	CHECK_OK(ledger_erase(
		     &w.config, dennis, ada, STR("asked for it"), NULL, &err),
	    &err);
	CHECK(document(ada, id, &bytes) == ERR_NOT_FOUND);
	CHECK(document(ada, other, &bytes) == ERR_NONE);
	CHECK_INT(facts(LEDGER_EXTERNAL_CERTIFICATE_ACCEPTED, &fact), 1);
	CHECK(!ledger_hash(&fact, "document", hash));
	check_rebuilt();
	close_world();
}

TEST_MAIN(T(a_document_is_known_by_its_first_bytes),
    T(an_edition_that_begins_with_a_date_has_a_first_day),
    T(a_certificate_that_a_second_person_accepts_counts_as_external),
    T(it_never_stands_longer_than_a_pass_of_that_day_would),
    T(what_is_not_in_the_mapping_is_refused_with_the_mapping),
    T(a_day_that_cannot_be_is_refused),
    T(a_document_of_another_kind_or_size_is_refused),
    T(its_document_is_for_those_who_decide_auditors_and_the_person),
    T(a_document_goes_with_what_came_to_nothing),
    T(an_erased_person_s_document_and_its_hash_are_gone))
