#ifndef POLICY_REMINDING_PART_H
#define POLICY_REMINDING_PART_H

#include "ledger/ledger.h"
#include "people/organisation.h"
#include "people/outbox.h"
#include "policy/digest.h"
#include "policy/reminding.h"
#include "sql/reminder.h"

/* The parts of a run, within the folder. */

/* Somebody with something overdue that the ladder knows of: the day. */
struct overdue_day {
	struct id person;
	int64_t due;
};

struct reminding_run {
	const struct reminding *reminding;
	struct arena *arena; /* of the run */
	int64_t now;
	const struct policy *policy;
	const struct policy_messages *messages;
	bool set_up;
	struct organisation organisation;
	struct zones zones;
	struct sql_reminder_last_rows last[REMINDER_RUNGS];
	struct sql_reminder_last_rows last_channel;
	struct sql_reminder_team_rows teams;
	struct sql_reminder_away_rows away;
	struct sql_reminder_asked_rows asked;
	struct {
		struct id *v;
		size_t n, cap;
	} own; /* who has something new to hear */
	struct {
		struct overdue_day *v;
		size_t n, cap;
	} overdue; /* by person, each day once */
	unsigned sent;
};

/* The policy's days; last: of the last message of a rung to somebody. */
struct reminder_days reminding_days(const struct reminding_run *run,
    enum reminder_rung rung, struct id recipient);

/* Whether somebody can be told something now: here, not on leave, not in
   their quiet hours; day is theirs. */
bool reminding_awake(struct reminding_run *run, const struct engine_who *who,
    int64_t *day, enum err_code *rc, struct err *err);

struct digest_from reminding_from(const struct reminding_run *run);

/* One message, ready to be sent. */
struct reminding_message {
	struct id recipient; /* whose day and rung it takes */
	const char *rung;
	int64_t day, now;
	struct mail mail;   /* or, where recipient.ptr is NULL, */
	struct str channel; /* words for the channel */
	const struct ledger_fact *facts;
	size_t n_facts;
	struct arena *arena;
	bool sent; /* false: somebody else had the right */
};

/* In one transaction: the right, the outbox, the facts. */
enum err_code reminding_send(struct store *store,
    struct reminding_message *message, struct err *err) MUST_USE;
/* The same within the caller's. */
enum err_code reminding_send_in(
    struct db *db, struct reminding_message *message, struct err *err) MUST_USE;

enum err_code reminding_own(
    struct reminding_run *run, struct err *err) MUST_USE;
enum err_code reminding_ladder(struct reminding_run *run,
    enum reminder_rung rung, struct err *err) MUST_USE;
enum err_code reminding_channel(
    struct reminding_run *run, struct err *err) MUST_USE;

#endif
