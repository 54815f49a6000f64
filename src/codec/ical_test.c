#include "codec/ical.h"

#include "base/clock.h"
#include "base/test.h"
#include "codec/ical_back_test.h"

#define DAY (INT64_C(20500) * CLOCK_DAY) /* 16 February 2026 */

static struct str
write_one(const struct ical_entry *entry, struct arena *arena)
{
	struct ical w = {0};
	struct buf out;
	struct str all;

	buf_init(&out, 1 << 20);
	w.out = &out;
	ical_open(&w, STR("Due"));
	ical_entry(&w, entry);
	ical_close(&w);
	CHECK(ical_lines_ok(buf_view(&out)));
	all = arena_buf(arena, &out);
	buf_release(&out);
	return all;
}

static void
an_event_is_a_whole_day_that_stays_free(void)
{
	struct ical_entry entry = {.uid = STR("1@assay.example"),
	    .stamp = DAY + 5 * CLOCK_SECOND,
	    .day = DAY + CLOCK_DAY - 1,
	    .summary = STR("Injection"),
	    .description = STR("because, you; joined"),
	    .category = STR("training"),
	    .url = STR("https://assay.example/modules/injection")};
	struct arena arena;

	arena_init(&arena, 1 << 20);
	CHECK_STR(write_one(&entry, &arena),
	    STR("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"
		"PRODID:-//assay//assay//EN\r\nCALSCALE:GREGORIAN\r\n"
		"NAME:Due\r\nX-WR-CALNAME:Due\r\n"
		"REFRESH-INTERVAL;VALUE=DURATION:PT6H\r\n"
		"X-PUBLISHED-TTL:PT6H\r\n"
		"BEGIN:VEVENT\r\nUID:1@assay.example\r\n"
		"DTSTAMP:20260216T000005Z\r\n"
		"DTSTART;VALUE=DATE:20260216\r\nDTEND;VALUE=DATE:20260217\r\n"
		"TRANSP:TRANSPARENT\r\nSUMMARY:Injection\r\n"
		"DESCRIPTION:because\\, you\\; joined\r\n"
		"CATEGORIES:training\r\n"
		"URL:https://assay.example/modules/injection\r\n"
		"END:VEVENT\r\nEND:VCALENDAR\r\n"));
	arena_release(&arena);
}

static void
a_task_has_a_due_day_and_its_alarm_counts_from_that(void)
{
	struct ical_entry entry = {.kind = ICAL_TODO,
	    .uid = STR("1"),
	    .day = DAY,
	    .summary = STR("s"),
	    .alarm_days = 7};
	struct ical_properties back = {0};
	struct arena arena;

	arena_init(&arena, 1 << 20);
	CHECK(ical_back(write_one(&entry, &arena), &arena, &back));
	CHECK_STR(ical_value(&back, STR("DUE;VALUE=DATE")), STR("20260216"));
	CHECK_STR(ical_value(&back, STR("TRIGGER;RELATED=END")), STR("-P7D"));
	CHECK(ical_value(&back, STR("DTSTART;VALUE=DATE")).ptr == NULL);
	arena_release(&arena);
}

static void
a_long_line_is_folded_between_characters(void)
{
	char text[401] = "";
	struct ical_entry entry = {.uid = STR("1"), .day = DAY};
	struct arena arena;

	arena_init(&arena, 16 << 20);
	/* a character of two, three and four octets at every place of a line */
	for (size_t lead = 0; lead < 80; lead++) {
		static const char *const wide[] = {
		    "\xc3\xa9", "\xe2\x82\xac", "\xf0\x9f\x94\x92"};

		for (size_t k = 0; k < NELEM(wide); k++) {
			struct ical_properties back = {0};

			memset(text, 'x', lead);
			text[lead] = '\0';
			for (int i = 0; i < 40; i++)
				strcat(text, wide[k]);
			entry.summary = str_from(text);
			CHECK(ical_back(
			    write_one(&entry, &arena), &arena, &back));
			CHECK_STR(
			    ical_value(&back, STR("SUMMARY")), str_from(text));
		}
	}
	arena_release(&arena);
}

static void
no_text_can_add_a_line_or_end_the_entry(void)
{
	static const struct {
		struct str given, raw;
	} cases[] = {
	    {STR_INIT("a\r\nEND:VEVENT"), STR_INIT("a\\nEND:VEVENT")},
	    {STR_INIT("a\rb"), STR_INIT("a\\nb")},
	    {STR_INIT("a\nb"), STR_INIT("a\\nb")},
	    {STR_INIT("a\\nb"), STR_INIT("a\\\\nb")},
	    {STR_INIT("a;b,c:d\"e"), STR_INIT("a\\;b\\,c:d\"e")},
	    {STR_INIT("a\0b"),
		STR_INIT("a\xef\xbf\xbd"
			 "b")},
	    {STR_INIT("\x1b[31m"), STR_INIT("\xef\xbf\xbd[31m")},
	    {STR_INIT("\xff"), STR_INIT("\xef\xbf\xbd")},
	    {STR_INIT("\xc3"), STR_INIT("\xef\xbf\xbd")},
	    {STR_INIT("\xed\xa0\x80"),
		STR_INIT("\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd")},
	    {STR_INIT("\tx"), STR_INIT("\tx")},
	};
	struct ical_entry entry = {.uid = STR("1"), .day = DAY};
	struct arena arena;

	arena_init(&arena, 1 << 20);
	for (size_t i = 0; i < NELEM(cases); i++) {
		struct ical_properties back = {0};

		entry.summary = cases[i].given;
		CHECK(ical_back(write_one(&entry, &arena), &arena, &back));
		CHECK_STR(ical_value(&back, STR("SUMMARY")), cases[i].raw);
	}
	entry.summary = STR("s");
	entry.url = STR("https://x/\r\nEND:VEVENT \xc3\xa9");
	CHECK(str_find(write_one(&entry, &arena),
		  STR("URL:https://x/%0D%0AEND:VEVENT%20%C3%A9\r\n")) <
	    write_one(&entry, &arena).len);
	arena_release(&arena);
}

TEST_MAIN(T(an_event_is_a_whole_day_that_stays_free),
    T(a_task_has_a_due_day_and_its_alarm_counts_from_that),
    T(a_long_line_is_folded_between_characters),
    T(no_text_can_add_a_line_or_end_the_entry))
