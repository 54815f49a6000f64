#include "cli/control.h"

#include "people/person.h"

#define DESK_MEMORY ((size_t)256 << 20)

enum err_code
control_days_check(
    const struct control_days *days, struct survey_ask *out, struct err *err)
{
	struct survey_ask ask = {.viewer = PERSON_PROGRAM};
	enum err_code rc;
	int64_t day;

	if (days->on != NULL && (days->from != NULL || days->to != NULL))
		return err_set(err, ERR_INVALID,
		    "--on is one day and --from with --to a period: give one "
		    "of them");
	rc = survey_period(str_from(days->from), str_from(days->to), &ask, err);
	if (rc == ERR_NONE && days->on != NULL) {
		if (!clock_read_date(str_from(days->on), &day) || day <= 0)
			return err_set(err, ERR_INVALID,
			    "--on '%.40s' is not a date such as 2026-11-21",
			    days->on);
		ask.at = day;
	}
	if (rc == ERR_NONE)
		*out = ask;
	return rc;
}

static enum err_code
open_labs(struct cli *cli, struct control_desk *d, struct err *err)
{
	struct str dir =
	    arena_strf(cli->arena, "%s/content/labs", cli->data_dir);

	return dir.ptr != NULL ? labs_open(dir.ptr, &d->labs, err)
			       : arena_fail(cli->arena, err);
}

enum err_code
control_desk_open(struct cli *cli, const struct control_days *days,
    struct control_desk *out, struct err *err)
{
	struct control_desk d = {.engine = NULL};
	struct survey_ask ask;
	enum err_code rc = control_days_check(days, &ask, err);

	arena_init(&d.arena, DESK_MEMORY);
	if (rc == ERR_NONE)
		rc = learning_open_all(cli, &d.l, err);
	if (rc == ERR_NONE)
		rc = open_labs(cli, &d, err);
	d.engine = d.l.engine;
	if (rc == ERR_NONE)
		rc = tallies_new(
		    d.l.store, d.l.catalog, d.engine, &d.tallies, err);
	if (rc == ERR_NONE)
		rc = survey_take(
		    d.tallies, d.labs, &ask, &d.arena, &d.survey, err);
	if (rc == ERR_NONE)
		*out = d;
	else
		control_desk_close(&d);
	return rc;
}

void
control_desk_close(struct control_desk *d)
{
	tallies_free(d->tallies);
	labs_close(d->labs);
	learning_close(&d->l);
	arena_release(&d->arena);
	*d = (struct control_desk){.engine = NULL};
}
