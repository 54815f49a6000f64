#ifndef CLI_GATE_ASKING_H
#define CLI_GATE_ASKING_H

#include "cli/remote.h"
#include "policy/gate_answer.h"

/*
 * Asking at a gate from anywhere, whatever happens on the way:
 *
 *	the server answers, signed ──────────────────────▶ that
 *	it cannot be asked ── last answer still stands in ▶ that
 *	                   └─ otherwise ── fail mode ─────▶ open or closed
 *
 * Without a server the database of this machine is asked.
 */
struct gate_options {
	const char *server, *token_file;
	const char *key_file, *cache, *fail;
	int64_t timeout;
};

#define GATE_OPTIONS(args)                                                    \
	{"server", CLI_TEXT, offsetof(args, gate.server), "URL",              \
	    "where assay serve answers; else $ASSAY_SERVER; else this "       \
	    "machine's database",                                             \
	    0},                                                               \
	    {"token-file", CLI_TEXT, offsetof(args, gate.token_file), "FILE", \
		"holds the gate's token; else $ASSAY_TOKEN", 0},              \
	    {"key-file", CLI_TEXT, offsetof(args, gate.key_file), "FILE",     \
		"the key that signs answers (assay gate key); else the "      \
		"first one seen is kept in the cache",                        \
		0},                                                           \
	    {"cache", CLI_TEXT, offsetof(args, gate.cache), "DIR",            \
		"where the last answers are kept", 0},                        \
	    {"fail", CLI_TEXT, offsetof(args, gate.fail), "open|closed",      \
		"what holds when nobody can be asked; else as the last "      \
		"answer said, else closed",                                   \
		0},                                                           \
	{                                                                     \
		"timeout", CLI_INT, offsetof(args, gate.timeout), "SECONDS",  \
		    "for the server to answer; 5 unless given", 0             \
	}

enum gate_how {
	GATE_ASKED,
	GATE_LAST_ANSWER,
	GATE_FAIL_OPEN,
	GATE_FAIL_CLOSED,
};

struct gate_result {
	enum gate_how how;
	bool allow;
	struct gate_answer answer; /* of ASKED and LAST_ANSWER */
	struct str text;           /* ASKED: the signed answer as it came */
	struct err problem;        /* not ASKED: why not */
};

/* "asked", "last-answer", "fail-open", "fail-closed" */
const char *gate_how_name(enum gate_how how);

/* The server is somewhere else: not through the one that runs here. */
bool gate_is_remote(const struct gate_options *options);

/* ERR_INVALID for options that are not understood; where something cannot be
   asked that is a result.  From this machine's database: every error is one,
   there is no fail mode for it. */
enum err_code gate_asking(struct cli *cli, const struct gate_options *options,
    struct str person, struct str system, struct gate_result *out,
    struct err *err) MUST_USE;

/* The result in one sentence, in the arena of cli. */
struct str gate_result_says(struct cli *cli, const struct gate_result *result);
/* 0, 1, or 3 where it fails closed. */
int gate_result_status(const struct gate_result *result);
void gate_result_json(const struct gate_result *result, struct buf *out);

#endif
