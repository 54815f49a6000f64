#ifndef POLICY_GATE_ORDER_H
#define POLICY_GATE_ORDER_H

#include "policy/gate_desk.h"
#include "stats/interval.h"

/*
 * Trained before access was given?  For each access that began in a period to
 * a system with a gate: trained at T1, access since T2.
 *
 *	yes		T1 < T2: all that the gate asked for on T2 stood
 *	late		T1 after T2: by how long
 *	never		not until now
 *	nothing asked	nothing was owed at that gate on T2; not counted
 *
 * T2 is when the access began, whenever it was entered.  Judged by the policy
 * in force on T2, as everything is; where the person was not here yet on T2,
 * by that of the day the access was entered.
 */
enum gate_order_is {
	GATE_ORDER_YES,
	GATE_ORDER_LATE,
	GATE_ORDER_NEVER,
	GATE_ORDER_NOTHING,
	GATE_ORDERS
};

const char *gate_order_name(enum gate_order_is is);

struct gate_order {
	struct id person;
	struct str name, email, system, level, source;
	enum gate_order_is is;
	int64_t trained; /* T1; 0: never, or nothing asked */
	int64_t access;  /* T2 */
	int64_t known;   /* when T2 was entered */
};

struct gate_order_report {
	struct gate_order *v;
	size_t n, cap;
	uint64_t by[GATE_ORDERS];
	uint64_t counted;         /* yes, late and never */
	struct interval in_order; /* of yes among counted, Wilson, 95 % */
};

struct gate_order_ask {
	struct id viewer;     /* as gate_opened_list */
	struct str system;    /* or STR_NONE: every one with a gate now */
	int64_t since, until; /* of T2, both included; 0: open */
	int64_t now;
};

enum err_code gate_order(struct gate_desk *desk,
    const struct gate_order_ask *ask, struct arena *arena,
    struct gate_order_report *out, struct err *err) MUST_USE;

/* A record for each access, after a line of heads. */
void gate_order_csv(const struct gate_order_report *report, struct buf *out);

/* The share of yes among what is counted; 0 of nothing. */
double gate_order_share(const struct gate_order_report *report);

#endif
