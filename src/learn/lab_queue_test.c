#include "learn/lab_judge.h"

#include "codec/canon.h"
#include "learn/lab_part.h"
#include "learn/world_test.h"

/* A world with the labs of tests/labs, from the tree's root, and a judge of
   our own making: what is queued and settled, not what is true. */
struct hall {
	struct world w;
	struct labs *labs;
	struct lab_desk desk;
	struct lab_files fix;
	struct lab_file file;
};

static struct err err;

static void
hall_open(struct hall *h, struct store *store)
{
	world_open(&h->w, store);
	CHECK_OK(labs_open("tests/labs", &h->labs, &err), &err);
	h->desk = (struct lab_desk){
	    .store = store, .labs = h->labs, .key = {1, 2, 3}};
	h->file = (struct lab_file){STR("notes.py"), STR("x = 1\n"), true};
	h->fix = (struct lab_files){&h->file, 1, 1};
}

static void
hall_close(struct hall *h)
{
	labs_close(h->labs);
	world_close(&h->w);
}

#define LAB STR("note-reader")

static struct id
ask(struct hall *h, struct id person, enum lab_mode mode)
{
	struct id run;

	world_later(&h->w, CLOCK_SECOND);
	CHECK_OK(
	    lab_ask(&h->desk, person, LAB, mode, &h->fix, &run, &err), &err);
	return run;
}

static struct lab_job
take(struct hall *h)
{
	struct lab_job job;
	bool found = false;

	world_later(&h->w, CLOCK_SECOND);
	CHECK_OK(lab_take(&h->desk, &h->w.arena, &found, &job, &err), &err);
	CHECK(found);
	return job;
}

static bool
nothing_to_take(struct hall *h)
{
	struct lab_job job;
	bool found = true;

	CHECK_OK(lab_take(&h->desk, &h->w.arena, &found, &job, &err), &err);
	return !found;
}

static void
settle(struct hall *h, const struct lab_job *job, bool passed, bool defect)
{
	const struct wire_verdict v = {passed, defect,
	    STR("{\"again\":{},\"built\":true,\"checks\":[]}"),
	    STR("{\"built\":true,\"checks\":[{\"id\":\"a\",\"kind\":\"public\","
		"\"message\":\"m\",\"outcome\":\"proved\",\"why\":\"w\"}],"
		"\"steps\":[[\"request\",\"GET /\",false]]}")};

	CHECK_OK(lab_settle(&h->desk, job, &v, &err), &err);
	world_settle(&h->w);
}

static struct lab_run
run_of(struct hall *h, struct id person, struct id id)
{
	struct lab_run run;

	CHECK_OK(
	    lab_run_get(&h->desk, person, id, &h->w.arena, &run, &err), &err);
	return run;
}

STORE_TEST(an_attack_opens_the_story_and_a_pass_stands_in_the_record)
{
	struct hall h;
	struct lab_view view;
	struct lab_job job;
	struct record record;
	struct lab_run run;
	struct id id;

	hall_open(&h, store);
	CHECK_OK(lab_get(&h.desk, h.w.ada, LAB, &h.w.arena, &view, &err), &err);
	CHECK(view.attack.ptr == NULL && id_is_none(view.attempt));
	CHECK_INT(view.card.standing, LAB_NEW);
	CHECK(view.files.v[0].editable && !view.files.v[1].editable);
	id = ask(&h, h.w.ada, LAB_ATTACK);
	job = take(&h);
	CHECK_INT(job.request.mode, MATRIX_ATTACK);
	settle(&h, &job, true, false);
	run = run_of(&h, h.w.ada, id);
	CHECK_INT(run.state, LAB_JUDGED);
	CHECK_INT(run.steps.n, 1);
	CHECK(id_is_none(run.fact));
	CHECK_OK(lab_get(&h.desk, h.w.ada, LAB, &h.w.arena, &view, &err), &err);
	CHECK(view.attack.ptr != NULL && !id_is_none(view.attempt));
	CHECK_INT(view.card.standing, LAB_STARTED);

	id = ask(&h, h.w.ada, LAB_SUBMIT);
	job = take(&h);
	settle(&h, &job, true, false);
	run = run_of(&h, h.w.ada, id);
	CHECK(run.passed && id_eq(run.fact, id));
	CHECK_INT(run.files.n, 1);
	CHECK_STR(run.files.v[0].text, STR("x = 1\n"));
	CHECK_OK(lab_get(&h.desk, h.w.ada, LAB, &h.w.arena, &view, &err), &err);
	CHECK_INT(view.card.standing, LAB_PASSED);
	CHECK(id_is_none(view.attempt));
	CHECK_INT(view.draft.n, 1);
	CHECK_OK(record_get(&h.w.learn, h.w.lead, h.w.ada, h.w.now, &h.w.arena,
		     &record, &err),
	    &err);
	CHECK_INT(record.labs.n, 1);
	CHECK_STR(record.labs.v[0].title, STR("The notes that wander"));
	CHECK_STR(record.labs.v[0].version, STR("1.0.0"));
	CHECK_INT(record_get(&h.w.learn, h.w.bob, h.w.ada, h.w.now, &h.w.arena,
		      &record, &err),
	    ERR_NOT_FOUND);
	hall_close(&h);
}

STORE_TEST(a_check_leaves_no_fact_and_a_failed_submission_does)
{
	struct hall h;
	struct lab_job job;
	struct record record;
	struct id check, submission;

	hall_open(&h, store);
	check = ask(&h, h.w.ada, LAB_CHECK);
	job = take(&h);
	settle(&h, &job, true, false);
	CHECK(id_is_none(run_of(&h, h.w.ada, check).fact));
	submission = ask(&h, h.w.ada, LAB_SUBMIT);
	job = take(&h);
	settle(&h, &job, false, false);
	CHECK(id_eq(run_of(&h, h.w.ada, submission).fact, submission));
	CHECK(!run_of(&h, h.w.ada, submission).passed);
	CHECK_OK(record_get(&h.w.learn, h.w.ada, h.w.ada, h.w.now, &h.w.arena,
		     &record, &err),
	    &err);
	CHECK_INT(record.labs.n, 0);
	hall_close(&h);
}

STORE_TEST(each_has_one_turn_at_a_time_and_the_others_come_first)
{
	struct hall h;
	struct lab_job first, second, third;
	struct id ada, bob, lead;

	hall_open(&h, store);
	ada = ask(&h, h.w.ada, LAB_CHECK);
	first = take(&h);
	CHECK(id_eq(first.id, ada));
	ada = ask(&h, h.w.ada, LAB_CHECK); /* while hers is being judged */
	bob = ask(&h, h.w.bob, LAB_CHECK);
	lead = ask(&h, h.w.lead, LAB_CHECK);
	CHECK_INT(run_of(&h, h.w.bob, bob).position, 1);
	CHECK_INT(run_of(&h, h.w.lead, lead).position, 2);
	CHECK_INT(run_of(&h, h.w.ada, ada).position, 3);
	second = take(&h);
	CHECK(id_eq(second.id, bob));
	third = take(&h);
	CHECK(id_eq(third.id, lead));
	CHECK(nothing_to_take(&h));
	settle(&h, &first, false, false);
	CHECK(id_eq(take(&h).id, ada));
	hall_close(&h);
}

STORE_TEST(a_newer_one_takes_the_place_of_one_that_waits)
{
	struct hall h;
	struct id old, new, other;
	struct lab_job job;

	hall_open(&h, store);
	old = ask(&h, h.w.ada, LAB_CHECK);
	new = ask(&h, h.w.ada, LAB_SUBMIT);
	CHECK_INT(run_of(&h, h.w.ada, old).state, LAB_WITHDRAWN);
	job = take(&h);
	CHECK(id_eq(job.id, new));
	other = ask(&h, h.w.ada, LAB_CHECK);
	CHECK_INT(run_of(&h, h.w.ada, new).state, LAB_JUDGING);
	CHECK_INT(lab_withdraw(&h.desk, h.w.ada, new, &err), ERR_CONFLICT);
	CHECK_INT(lab_withdraw(&h.desk, h.w.bob, other, &err), ERR_CONFLICT);
	CHECK_OK(lab_withdraw(&h.desk, h.w.ada, other, &err), &err);
	CHECK_INT(run_of(&h, h.w.ada, other).state, LAB_WITHDRAWN);
	hall_close(&h);
}

STORE_TEST(what_a_lost_judge_had_is_tried_three_times_and_then_given_up)
{
	struct hall h;
	struct err lost, busy, bad;
	struct lab_job job;
	struct lab_run run;
	struct id id;

	hall_open(&h, store);
	err_set(&lost, ERR_IO, "the judge was lost");
	err_set(&busy, ERR_BUSY, "too many");
	err_set(&bad, ERR_INVALID, "'x' is not to be changed");
	id = ask(&h, h.w.ada, LAB_SUBMIT);
	for (int i = 0; i < 5; i++) { /* being busy counts for nothing */
		job = take(&h);
		CHECK_OK(lab_unsettled(&h.desk, &job, &busy, &err), &err);
	}
	job = take(&h); /* its server dies: the lease runs out */
	CHECK(nothing_to_take(&h));
	CHECK_OK(lab_recover(&h.desk, false, &err), &err);
	CHECK(nothing_to_take(&h));
	world_later(&h.w, LAB_LEASE);
	CHECK_OK(lab_recover(&h.desk, false, &err), &err);
	job = take(&h);
	CHECK_OK(lab_unsettled(&h.desk, &job, &lost, &err), &err);
	CHECK_INT(run_of(&h, h.w.ada, id).state, LAB_QUEUED);
	job = take(&h);
	CHECK_OK(lab_unsettled(&h.desk, &job, &lost, &err), &err);
	run = run_of(&h, h.w.ada, id);
	CHECK_INT(run.state, LAB_FAILED);
	CHECK_STR(run.said, STR("could not be judged: the judge was lost"));
	CHECK_STR(run.files.v[0].text, STR("x = 1\n")); /* not lost */

	id = ask(&h, h.w.ada, LAB_SUBMIT);
	job = take(&h);
	CHECK_OK(lab_unsettled(&h.desk, &job, &bad, &err), &err);
	run = run_of(&h, h.w.ada, id);
	CHECK_INT(run.state, LAB_FAILED);
	CHECK_STR(run.said, STR("'x' is not to be changed"));
	hall_close(&h);
}

STORE_TEST(a_verdict_that_comes_too_late_changes_nothing)
{
	struct hall h;
	struct lab_job late, job;
	struct id id;

	hall_open(&h, store);
	id = ask(&h, h.w.ada, LAB_SUBMIT);
	late = take(&h);
	world_later(&h.w, LAB_LEASE);
	CHECK_OK(lab_recover(&h.desk, false, &err), &err);
	job = take(&h);
	settle(&h, &late, true, false);
	CHECK_INT(run_of(&h, h.w.ada, id).state, LAB_JUDGING);
	settle(&h, &job, false, false);
	CHECK_INT(run_of(&h, h.w.ada, id).state, LAB_JUDGED);
	CHECK(!run_of(&h, h.w.ada, id).passed);
	hall_close(&h);
}

STORE_TEST(a_defect_of_a_check_counts_for_nobody)
{
	struct hall h;
	struct lab_job job;
	struct lab_run run;
	struct id id;

	hall_open(&h, store);
	id = ask(&h, h.w.ada, LAB_SUBMIT);
	job = take(&h);
	settle(&h, &job, false, true);
	run = run_of(&h, h.w.ada, id);
	CHECK_INT(run.state, LAB_FAILED);
	CHECK(id_is_none(run.fact));
	CHECK(str_starts(run.said, STR("could not be judged")));
	hall_close(&h);
}

static const char *
shut(void *ctx UNUSED)
{
	return "this machine has no sandbox";
}

STORE_TEST(what_is_not_accepted_is_refused_by_name_and_not_queued)
{
	static char big[(1 << 20) + 1];
	struct hall h;
	struct id run;
	struct lab_file two[] = {{STR("notes.py"), STR("a"), true},
	    {STR("notes.py"), STR("b"), true}};
	const struct {
		struct lab_files files;
		enum err_code code;
		const char *why;
	} bad[] = {
	    {{two, 2, 2}, ERR_INVALID, "'notes.py' is there twice"},
	    {{NULL, 0, 0}, ERR_INVALID, "no file was sent; editable: notes.py"},
	    {{&(struct lab_file){STR("serve.py"), STR(""), true}, 1, 1},
		ERR_INVALID,
		"'serve.py' is not to be changed; editable: notes.py"},
	    {{&(struct lab_file){STR("../notes.py"), STR(""), true}, 1, 1},
		ERR_INVALID,
		"'../notes.py': a name with '..'; the editable files are "
		"accepted"},
	    {{&(struct lab_file){STR("notes.py"), {big, sizeof(big)}, true}, 1,
		 1},
		ERR_LIMIT,
		"'notes.py' is too much; 1048576 bytes in all are accepted"},
	};

	hall_open(&h, store);
	for (size_t i = 0; i < NELEM(bad); i++) {
		CHECK_INT(lab_ask(&h.desk, h.w.ada, LAB, LAB_SUBMIT,
			      &bad[i].files, &run, &err),
		    bad[i].code);
		CHECK_STR(str_from(err.text), str_from(bad[i].why));
	}
	CHECK_INT(lab_ask(&h.desk, h.w.ada, STR("no-such"), LAB_SUBMIT, &h.fix,
		      &run, &err),
	    ERR_NOT_FOUND);
	CHECK(nothing_to_take(&h));
	for (int i = 0; i < 30; i++)
		run = ask(&h, h.w.ada, LAB_CHECK);
	CHECK_INT(lab_ask(&h.desk, h.w.ada, LAB, LAB_CHECK, &h.fix, &run, &err),
	    ERR_BUSY);
	h.desk.closed = shut;
	CHECK_INT(lab_ask(&h.desk, h.w.bob, LAB, LAB_CHECK, &h.fix, &run, &err),
	    ERR_UNSUPPORTED);
	CHECK_STR(str_from(err.text), STR("this machine has no sandbox"));
	hall_close(&h);
}

STORE_TEST(seeds_differ_by_person_and_by_try_and_hints_open_one_by_one)
{
	struct hall h;
	struct lab_job ada, bob, later;
	struct lab_view view;
	unsigned opened = 0;

	hall_open(&h, store);
	CHECK_OK(lab_hint(&h.desk, h.w.ada, LAB, &opened, &err), &err);
	CHECK_INT(opened, 1);
	CHECK_OK(lab_get(&h.desk, h.w.ada, LAB, &h.w.arena, &view, &err), &err);
	CHECK_INT(view.hints.n, 2);
	CHECK(view.hints.v[0].text.ptr != NULL);
	CHECK(view.hints.v[1].text.ptr == NULL);
	CHECK_OK(lab_hint(&h.desk, h.w.ada, LAB, &opened, &err), &err);
	CHECK_INT(lab_hint(&h.desk, h.w.ada, LAB, &opened, &err), ERR_CONFLICT);
	ask(&h, h.w.ada, LAB_SUBMIT);
	ask(&h, h.w.bob, LAB_SUBMIT);
	ada = take(&h);
	bob = take(&h);
	CHECK(memcmp(ada.request.seed, bob.request.seed, 32) != 0);
	settle(&h, &ada, true, false);
	ask(&h, h.w.ada, LAB_SUBMIT);
	later = take(&h);
	CHECK(memcmp(ada.request.seed, later.request.seed, 32) != 0);
	hall_close(&h);
}

/* Gives the verdict that was recorded, if it is asked the same question. */
static enum err_code
as_recorded(void *ctx, const struct wire_request *request,
    struct arena *arena UNUSED, struct wire_verdict *out,
    struct err *why UNUSED)
{
	const struct lab_job *job = ctx;

	CHECK_STR(request->files, job->request.files);
	CHECK_STR(request->lab, job->request.lab);
	CHECK(memcmp(request->seed, job->request.seed, 32) == 0);
	*out = (struct wire_verdict){true, false,
	    STR("{\"again\":{},\"built\":true,\"checks\":[]}"), STR("{}")};
	return ERR_NONE;
}

STORE_TEST(a_fact_alone_is_enough_to_judge_again)
{
	struct hall h;
	struct lab_job job;
	struct lab_again again;
	struct id id;

	hall_open(&h, store);
	id = ask(&h, h.w.ada, LAB_SUBMIT);
	job = take(&h);
	settle(&h, &job, true, false);
	CHECK_OK(
	    lab_rejudge(store, id, as_recorded, &job, &h.w.arena, &again, &err),
	    &err);
	CHECK(again.same && again.then_passed);
	CHECK_STR(again.lab, LAB);
	CHECK_INT(lab_rejudge(store, id_new(), as_recorded, &job, &h.w.arena,
		      &again, &err),
	    ERR_NOT_FOUND);
	hall_close(&h);
}

TEST_MAIN(T(an_attack_opens_the_story_and_a_pass_stands_in_the_record),
    T(a_check_leaves_no_fact_and_a_failed_submission_does),
    T(each_has_one_turn_at_a_time_and_the_others_come_first),
    T(a_newer_one_takes_the_place_of_one_that_waits),
    T(what_a_lost_judge_had_is_tried_three_times_and_then_given_up),
    T(a_verdict_that_comes_too_late_changes_nothing),
    T(a_defect_of_a_check_counts_for_nobody),
    T(what_is_not_accepted_is_refused_by_name_and_not_queued),
    T(seeds_differ_by_person_and_by_try_and_hints_open_one_by_one),
    T(a_fact_alone_is_enough_to_judge_again))
