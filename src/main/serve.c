#include "main/serve.h"

#include <errno.h>
#include <limits.h>
#include <malloc.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "catalog/publish.h"
#include "cli/history.h"
#include "http/server.h"
#include "learn/review.h"
#include "main/control.h"
#include "main/job.h"
#include "main/judging.h"
#include "main/log.h"
#include "main/metrics.h"
#include "main/notify.h"
#include "main/site.h"
#include "people/session.h"
#include "policy/access_hook.h"
#include "policy/exception.h"
#include "policy/reminding.h"
#include "sql/job.h"

#define GRACE_MS     10000
#define MAIL_KEPT    (INT64_C(30) * 86400 * 1000000)
#define HOUR         (INT64_C(3600) * 1000000)
#define ASKING_EVERY (10 * CLOCK_SECOND)
#define EXPIRE_EVERY (60 * CLOCK_SECOND)
#define HOOK_EVERY   (60 * CLOCK_SECOND)
#define REMIND_EVERY (600 * CLOCK_SECOND)

struct serve_args {
	const char *listen, *trust, *judge;
	int64_t workers, connections, judges;
	bool quiet;
};

/* Everything one server holds, in the order it is opened. */
struct server {
	struct cli *cli;
	const struct serve_args *args;
	struct store *store;
	struct mail_relay relay;
	bool has_relay;
	struct hook chat; /* url NULL: none */
	struct job_runner *jobs;
	struct control *control;
	struct site site;
	struct history history;
	struct ledger_runner *integrator;
	struct judging *judging;
	struct http_server *http;
};

static void
on_done(void *ctx UNUSED, const struct http_done *done)
{
	metrics_request(done);
	log_request(done);
}

static enum err_code
tidy_tables(struct db *db, void *ctx UNUSED, struct err *err)
{
	enum err_code rc = session_sweep(db, err);

	if (rc != ERR_NONE)
		return rc;
	rc = sql_mail_tidy(db,
	    &(struct sql_mail_tidy_in){.before = clock_now() - MAIL_KEPT}, NULL,
	    err);
	if (rc != ERR_NONE)
		return rc;
	return sql_chat_tidy(db,
	    &(struct sql_chat_tidy_in){.before = clock_now() - MAIL_KEPT}, NULL,
	    err);
}

static enum err_code
tidy(void *ctx, struct str payload UNUSED, struct arena *arena UNUSED,
    struct err *err)
{
	struct server *s = ctx;

	return store_write(s->store, tidy_tables, NULL, err);
}

/* Whoever owes something new is asked for it. */
static enum err_code
ask_for_it(void *ctx, struct str payload UNUSED, struct arena *arena UNUSED,
    struct err *err)
{
	struct server *s = ctx;
	const struct learn learn = {s->store, s->site.catalog, &s->site.rules};
	unsigned made = 0;
	enum err_code rc = ERR_NONE;

	if (s->integrator)
		rc = asking_run(s->site.engine, &learn, &made, err);
	if (made > 0)
		ledger_wake();
	return rc;
}

/* An attempt that was left lying is scored as it lies. */
static enum err_code
expire(void *ctx, struct str payload UNUSED, struct arena *arena UNUSED,
    struct err *err)
{
	struct server *s = ctx;
	const struct learn learn = {s->store, s->site.catalog, &s->site.rules};
	unsigned closed = 0;
	enum err_code rc = ERR_NONE;

	if (s->integrator)
		rc = attempt_expire(&learn, &closed, err);
	if (closed > 0)
		ledger_wake();
	return rc;
}

/* A question a day to those who asked for a mail. */
static enum err_code
review_mail(void *ctx, struct str payload UNUSED, struct arena *arena UNUSED,
    struct err *err)
{
	struct server *s = ctx;
	const struct learn learn = {s->store, s->site.catalog, &s->site.rules};
	unsigned sent;

	if (!s->integrator)
		return ERR_NONE;
	return review_mail_run(&learn, &sent, err);
}

/* An exception whose last day is over says so. */
static enum err_code
end_exceptions(void *ctx, struct str payload UNUSED, struct arena *arena UNUSED,
    struct err *err)
{
	struct server *s = ctx;
	unsigned ended;

	if (!s->integrator)
		return ERR_NONE;
	return exception_expire(s->store, &ended, err);
}

/* What lapses proposes, what was approved is called. */
static enum err_code
access_hook(void *ctx, struct str payload UNUSED, struct arena *arena UNUSED,
    struct err *err)
{
	struct server *s = ctx;
	const char *url = getenv("ASSAY_ACCESS_HOOK");
	enum err_code rc;

	if (!s->integrator)
		return ERR_NONE;
	rc = access_hook_propose(&s->site.gates, clock_now(), NULL, err);
	if (rc == ERR_NONE && url && *url)
		rc = access_hook_call(
		    &s->site.gates, url, clock_now(), NULL, err);
	return rc;
}

/* What the policy's messages have to say today, and did not yet. */
static enum err_code
remind(void *ctx, struct str payload UNUSED, struct arena *arena UNUSED,
    struct err *err)
{
	struct server *s = ctx;
	const struct reminding reminding = {.engine = s->site.engine,
	    .learn = {s->store, s->site.catalog, &s->site.rules},
	    .channel = s->chat.url != NULL};
	unsigned sent;

	return s->integrator ? reminding_run(&reminding, &sent, err) : ERR_NONE;
}

static const struct job_kind kinds[] = {{"tidy", HOUR, tidy},
    {"asking", ASKING_EVERY, ask_for_it}, {"expire", EXPIRE_EVERY, expire},
    {"review-mail", HOUR, review_mail}, {"exceptions", HOUR, end_exceptions},
    {"access-hook", HOOK_EVERY, access_hook}, {"remind", REMIND_EVERY, remind},
    {0}};

static enum err_code
open_relay(struct server *s, struct err *err)
{
	const char *url = getenv("ASSAY_MAIL");
	const char *authority = getenv("ASSAY_MAIL_CA");
	enum err_code rc;

	if (!url || !*url)
		return ERR_NONE;
	rc = mail_relay_read(str_from(url), s->cli->arena, &s->relay, err);
	if (rc != ERR_NONE)
		return err_prefix(err, "ASSAY_MAIL");
	if (authority && *authority && !file_is_there(authority))
		return err_set(err, ERR_NOT_FOUND,
		    "ASSAY_MAIL_CA: there is no file '%s'", authority);
	if (authority && *authority)
		s->relay.authority = authority;
	s->has_relay = true;
	return ERR_NONE;
}

static enum err_code
open_chat(struct server *s, struct err *err)
{
	const char *url = getenv("ASSAY_CHAT_WEBHOOK");
	enum err_code rc;

	if (!url || !*url)
		return ERR_NONE;
	rc = hook_read(str_from(url), str_from(getenv("ASSAY_CHAT_SECRET")),
	    s->cli->arena, &s->chat, err);
	if (rc != ERR_NONE)
		err_prefix(err, "ASSAY_CHAT_WEBHOOK");
	return rc;
}

static enum err_code
open_store(struct server *s, struct err *err)
{
	struct store_config config = {.url = str_from(cli_database(s->cli))};
	enum err_code rc = file_make_dir(s->cli->state_dir, 0700, err);

	if (rc == ERR_NONE)
		rc = store_open(&config, &s->store, err);
	return rc == ERR_NONE ? store_migrate(s->store, err) : rc;
}

static enum err_code
open_http(struct server *s, struct err *err)
{
	const char *listen =
	    s->args->listen ? s->args->listen : "127.0.0.1:8420";
	struct str spool =
	    arena_strf(s->cli->arena, "%s/spool", s->cli->state_dir);
	struct http_config config = {.listen = str_from(listen),
	    .tables = s->site.tables,
	    .spool_dir = spool.ptr,
	    .workers = (unsigned)s->args->workers,
	    .connections = (unsigned)s->args->connections,
	    .trusted = str_from(s->args->trust),
	    .read_waits = store_engine(s->store) == STORE_POSTGRES,
	    .on_error = site_on_error,
	    .on_done = on_done,
	    .ctx = &s->site};
	enum err_code rc;

	if (!spool.ptr)
		return arena_fail(s->cli->arena, err);
	rc = file_make_dir(spool.ptr, 0700, err);
	return rc == ERR_NONE ? http_server_start(&config, &s->http, err) : rc;
}

static enum err_code
publish(struct db *db, void *ctx, struct err *err)
{
	struct server *s = ctx;
	struct arena arena;
	enum err_code rc;

	arena_init(&arena, (size_t)64 << 20);
	rc = catalog_publish(db, &arena, s->site.catalog, err);
	arena_release(&arena);
	return rc;
}

static void
integrator_failed(const struct err *err)
{
	log_error("ledger", "%s", err->text);
}

static enum err_code
open_history(struct server *s, struct err *err)
{
	enum err_code rc = history_open(s->cli, s->store, &s->history, err);

	if (rc == ERR_NOT_FOUND)
		return ERR_NONE; /* before setup: tick looks again */
	if (rc != ERR_NONE)
		return rc;
	rc = store_write(s->store, publish, s, err);
	if (rc == ERR_NONE)
		rc = ledger_start(
		    &s->history.config, integrator_failed, &s->integrator, err);
	if (rc != ERR_NONE)
		history_close(&s->history);
	else
		site_is_set_up(&s->site, s->history.config.signer);
	return rc;
}

/* The log begins once there is an organisation to name it. */
static void
tick(void *ctx)
{
	struct server *s = ctx;
	struct err err;

	if (s->integrator)
		return;
	if (open_history(s, &err) != ERR_NONE)
		log_error("ledger", "%s", err.text);
}

static enum err_code
open_background(struct server *s, struct err *err)
{
	struct job_config config = {.store = s->store,
	    .kinds = kinds,
	    .tick = tick,
	    .relay = s->has_relay ? &s->relay : NULL,
	    .chat = s->chat.url ? &s->chat : NULL,
	    .ctx = s};
	enum err_code rc = job_start(&config, &s->jobs, err);

	return rc == ERR_NONE
	    ? control_start(s->cli, s->store, &s->control, err)
	    : rc;
}

static enum err_code
open_judging(struct server *s, struct err *err)
{
	const char *env = getenv("ASSAY_JUDGE");
	struct judging_config config = {.desk = &s->site.desk,
	    .judge = s->args->judge ? s->args->judge
		: env && *env       ? env
				    : NULL,
	    .state_dir = s->cli->state_dir,
	    .data_dir = s->cli->data_dir,
	    .slots = (unsigned)s->args->judges,
	    .alone = store_engine(s->store) == STORE_SQLITE};

	return judging_start(&config, &s->judging, err);
}

static enum err_code
open_all(struct server *s, struct err *err)
{
	enum err_code rc = open_relay(s, err);

	if (rc == ERR_NONE)
		rc = open_chat(s, err);
	if (rc == ERR_NONE)
		rc = open_store(s, err);
	if (rc == ERR_NONE)
		rc = site_open(&s->site, s->cli, s->store, err);
	if (rc == ERR_NONE)
		rc = open_history(s, err);
	if (rc == ERR_NONE)
		rc = open_background(s, err);
	if (rc == ERR_NONE)
		rc = open_judging(s, err);
	return rc == ERR_NONE ? open_http(s, err) : rc;
}

static void
close_all(struct server *s)
{
	http_server_stop(s->http, GRACE_MS);
	judging_stop(s->judging);
	job_stop(s->jobs);
	ledger_stop(s->integrator);
	history_close(&s->history);
	if (!control_stop(s->control)) {
		/* it waits for its user and has the store: end with it */
		log_info("stopped", "a command was still waiting");
		_exit(CLI_OK);
	}
	site_close(&s->site);
	store_close(s->store);
}

static void
wait_for_end(const sigset_t *set)
{
	int which = 0;

	while (sigwait(set, &which) != 0)
		;
	log_info("stopping", "%s", strsignal(which));
}

/* A command that the server runs for somebody stands in another folder: the
   overlay is found once, from here. */
static enum err_code
find_overlay(struct cli *cli, struct err *err)
{
	char path[PATH_MAX];
	struct str whole;

	if (cli->overlay == NULL)
		return ERR_NONE;
	if (realpath(cli->overlay, path) == NULL)
		return err_sys(err, errno, "could not open '%s'", cli->overlay);
	whole = arena_str(cli->arena, str_from(path));
	if (whole.ptr == NULL)
		return arena_fail(cli->arena, err);
	cli->overlay = whole.ptr;
	return ERR_NONE;
}

static int
serve(struct cli *cli, int argc UNUSED, char **argv UNUSED)
{
	struct server s = {.cli = cli, .args = cli->args};
	struct err err;
	sigset_t set;
	enum err_code rc;

	if (s.args->judges < 0 || s.args->judges > 16)
		return cli_usage(cli, "--judges takes 1 to 16");

	/* two heaps: eight threads would otherwise each keep their own */
	mallopt(M_ARENA_MAX, 2);
	sigemptyset(&set);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGTERM);
	pthread_sigmask(SIG_BLOCK, &set, NULL);
	log_quiet(s.args->quiet);
	rc = find_overlay(cli, &err);
	if (rc == ERR_NONE)
		rc = open_all(&s, &err);
	if (rc == ERR_NONE) {
		log_info("listening", "port %u, assay %s",
		    http_server_port(s.http), cli->version);
		if (s.site.token_file)
			log_info("setup", "open /setup with the token in %s",
			    s.site.token_file);
		notify("READY=1");
		wait_for_end(&set);
		notify("STOPPING=1");
	}
	close_all(&s);
	if (rc != ERR_NONE)
		return cli_fail(cli, &err);
	log_info("stopped", "nothing is left undone");
	return CLI_OK;
}

static const struct cli_option options[] = {
    {"listen", CLI_TEXT, offsetof(struct serve_args, listen), "ADDRESS:PORT",
	"where to answer; 127.0.0.1:8420 unless given", 0},
    {"trust", CLI_TEXT, offsetof(struct serve_args, trust), "ADDRESS,...",
	"proxies whose X-Forwarded-For is believed", 0},
    {"workers", CLI_INT, offsetof(struct serve_args, workers), "N",
	"threads for what may wait; 8 unless given", 0},
    {"connections", CLI_INT, offsetof(struct serve_args, connections), "N",
	"open at once; 1000 unless given", 0},
    {"judge", CLI_TEXT, offsetof(struct serve_args, judge), "SOCKET|off",
	"who judges labs; a child of this server unless given", 0},
    {"judges", CLI_INT, offsetof(struct serve_args, judges), "N",
	"labs judged at once; as many as there are processors", 0},
    {"quiet", CLI_FLAG, offsetof(struct serve_args, quiet), NULL,
	"log only what fails", 0},
    {0},
};

const struct command command_serve = {
    .name = "serve",
    .summary = "answer the browser, the API and the background jobs",
    .run = serve,
    .about =
	"Brings the database up to date, then serves until SIGINT or SIGTERM,\n"
	"which let requests in flight finish. One server over SQLite, as many\n"
	"as you like over one PostgreSQL. The log is JSON on standard error.\n"
	"Mail goes to the relay in $ASSAY_MAIL, smtp://[user:password@]host.\n"
	"Approved revocations are posted to $ASSAY_ACCESS_HOOK.\n"
	"$ASSAY_MAIL_CA names a file of certificates to trust for it instead "
	"of\n"
	"the system's.\n"
	"Summaries of teams go to the chat channel at $ASSAY_CHAT_WEBHOOK, an\n"
	"https:// address, signed with $ASSAY_CHAT_SECRET.\n"
	"Labs are judged by a process of its own, `assay judge`, which this "
	"one\n"
	"starts unless --judge or $ASSAY_JUDGE names another's socket or is "
	"off.\n"
	"Private questions are laid over content/ by --overlay or\n"
	"$ASSAY_OVERLAY; content/README.md says how.\n"
	"TLS is the business of a proxy in front: see packaging/haproxy.cfg.\n",
    .examples = "assay serve\n"
		"assay serve --listen 127.0.0.1:9000 --state ./state\n"
		"assay serve --database postgresql://assay@db/assay "
		"--trust 127.0.0.1\n"
		"assay serve --overlay /etc/assay/own\n",
    .options = options,
    .args_size = sizeof(struct serve_args),
    .takes = CLI_TAKES_DATA | CLI_TAKES_OVERLAY | CLI_TAKES_STATE,
    .alone = true,
};
