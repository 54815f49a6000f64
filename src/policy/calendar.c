#include "policy/calendar.h"

#include "codec/hex.h"
#include "codec/ical.h"
#include "crypto/hash.h"
#include "policy/policy_day.h"

#define UID_BYTES  16
#define ALARM_DAYS 1

/* Of what it is about, so that a moved date moves the event. */
static struct str
uid_of(const struct calendar_of *of, const struct agenda_item *item,
    struct arena *arena)
{
	struct str host =
	    str_from_at(of->base_url, str_find(of->base_url, STR("//")) + 2);
	char hex[2 * UID_BYTES + 1];
	uint8_t hash[HASH_SIZE];
	struct sha256 h;

	sha256_init(&h);
	sha256_add(&h, (struct str){(const char *)of->person.bytes, ID_SIZE});
	sha256_add(&h, item->obligation);
	sha256_add(&h, STR("\n"));
	sha256_add(&h, item->thing);
	sha256_end(&h, hash);
	hex_write(hex, hash, UID_BYTES);
	return arena_strf(arena, "%s@%.*s", hex, STR_FMT(host));
}

static struct str
summary_of(const struct agenda_item *item, struct arena *arena)
{
	const char *how = item->state == DUE_IS_OVERDUE ? "Overdue"
	    : item->done                                ? "Due again"
							: "Due";

	return arena_strf(arena, "%s: %.*s", how, STR_FMT(item->title));
}

static enum err_code
write_item(struct ical *w, const struct calendar_of *of,
    const struct policy *policy, const struct agenda_item *item,
    struct arena *arena, struct err *err)
{
	struct ical_entry entry = {.uid = uid_of(of, item, arena),
	    .stamp = of->now / CLOCK_DAY * CLOCK_DAY,
	    .day = policy_day_of(policy, item->due),
	    .summary = summary_of(item, arena),
	    .description = item->reason,
	    .category = STR("Training"),
	    .url = arena_strf(
		arena, "%.*s%.*s", STR_FMT(of->base_url), STR_FMT(item->path)),
	    .alarm_days = item->state == DUE_IS_OVERDUE ? 0 : ALARM_DAYS};

	if (entry.uid.ptr == NULL || entry.summary.ptr == NULL ||
	    entry.url.ptr == NULL)
		return arena_fail(arena, err);
	ical_entry(w, &entry);
	return ERR_NONE;
}

enum err_code
calendar_write(const struct calendar_of *of, struct arena *arena,
    struct buf *out, struct err *err)
{
	struct agenda agenda = {0};
	struct ical w = {.out = out};
	const struct policy *policy;
	enum err_code rc = engine_follow(of->engine, NULL, err);

	if (rc == ERR_NONE)
		rc = agenda_of(of->engine, &of->learn, of->person, of->now,
		    true, arena, &agenda, err);
	if (rc != ERR_NONE)
		return rc;
	policy = engine_policy(of->engine, of->now);
	ical_open(&w, STR("Training that is due"));
	for (size_t i = 0; i < agenda.n && rc == ERR_NONE; i++)
		if (agenda.v[i].due != 0)
			rc = write_item(
			    &w, of, policy, &agenda.v[i], arena, err);
	ical_close(&w);
	return rc == ERR_NONE ? buf_finish(out, err) : rc;
}
