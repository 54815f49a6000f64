#include "http/server.h"

#include <errno.h>
#include <netdb.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"
#include "http/internal.h"

#define CONNECTIONS 1000u
#define PATIENCE    (30 * CLOCK_SECOND)

/* The slowest peer that is waited for, in bytes a second. */
#define SLOWEST 4096

/* A request line and its headers must fit; past it libmicrohttpd says 431. */
#define CONNECTION_MEMORY ((size_t)16 << 10)

int64_t
link_allowance(const struct http_server *server, uint64_t size)
{
	int64_t patience =
	    server->config.patience_us ? server->config.patience_us : PATIENCE;

	return patience + (int64_t)(size / SLOWEST) * CLOCK_SECOND;
}

void
link_until(struct link *link, int64_t allowance_us)
{
	if (link)
		atomic_store(&link->deadline,
		    allowance_us == INT64_MAX
			? INT64_MAX
			: clock_monotonic() + allowance_us);
}

static void
link_start(struct http_server *s, struct MHD_Connection *mhd, void **context)
{
	const union MHD_ConnectionInfo *info =
	    MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_CONNECTION_FD);
	struct link *link = calloc(1, sizeof(*link));

	if (!link || !info) {
		free(link);
		return;
	}
	link->fd = info->connect_fd;
	link_until(link, link_allowance(s, 0));
	pthread_mutex_lock(&s->links_lock);
	link->next = s->links;
	if (link->next)
		link->next->prev = link;
	s->links = link;
	pthread_mutex_unlock(&s->links_lock);
	*context = link;
}

static void
link_end(struct http_server *s, struct link *link)
{
	pthread_mutex_lock(&s->links_lock);
	if (link->prev)
		link->prev->next = link->next;
	else
		s->links = link->next;
	if (link->next)
		link->next->prev = link->prev;
	pthread_mutex_unlock(&s->links_lock);
	free(link);
}

static void
on_connection(void *cls, struct MHD_Connection *mhd, void **context,
    enum MHD_ConnectionNotificationCode code)
{
	if (code == MHD_CONNECTION_NOTIFY_STARTED) {
		link_start(cls, mhd, context);
	} else if (*context) {
		link_end(cls, *context);
		*context = NULL;
	}
}

/* Shuts down whoever is past the time allowed, once a second or sooner.  The
   event loop notices and frees the connection. */
static void *
sweep(void *arg)
{
	struct http_server *s = arg;
	int64_t step = link_allowance(s, 0) / 4;
	struct timespec at;

	if (step > CLOCK_SECOND)
		step = CLOCK_SECOND;
	pthread_mutex_lock(&s->links_lock);
	while (s->sweeping) {
		int64_t now = clock_monotonic();

		for (struct link *l = s->links; l; l = l->next)
			if (atomic_load(&l->deadline) < now)
				shutdown(l->fd, SHUT_RDWR);
		clock_gettime(CLOCK_REALTIME, &at);
		at.tv_nsec += (long)(step % CLOCK_SECOND) * 1000;
		at.tv_sec +=
		    (time_t)(step / CLOCK_SECOND) + at.tv_nsec / 1000000000;
		at.tv_nsec %= 1000000000;
		pthread_cond_timedwait(&s->sweep, &s->links_lock, &at);
	}
	pthread_mutex_unlock(&s->links_lock);
	return NULL;
}

/* "host:port", "[v6]:port"; the parts are terminated in place. */
static enum err_code
split(struct str listen, char *text, size_t size, char **host, char **port,
    struct err *err)
{
	char *colon;
	uint64_t number;

	if (listen.len >= size)
		return err_set(err, ERR_INVALID, "the address is too long");
	memcpy(text, listen.ptr, listen.len);
	text[listen.len] = '\0';
	colon = strrchr(text, ':');
	if (!colon || colon == text || !colon[1])
		return err_set(err, ERR_INVALID,
		    "'%s' is no address to listen on: write 127.0.0.1:8420",
		    text);
	if (!str_u64(str_from(colon + 1), &number) || number > 65535)
		return err_set(
		    err, ERR_INVALID, "'%s' is no port: 0 to 65535", colon + 1);
	*colon = '\0';
	*port = colon + 1;
	*host = text;
	if (text[0] == '[' && colon[-1] == ']') {
		colon[-1] = '\0';
		*host = text + 1;
	}
	return ERR_NONE;
}

static enum err_code
bind_to(const struct addrinfo *ai, int *out, struct err *err)
{
	int one = 1;
	int fd = socket(
	    ai->ai_family, ai->ai_socktype | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);

	if (fd < 0)
		return err_sys(err, errno, "could not open a socket");
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof(one));
	if (bind(fd, ai->ai_addr, ai->ai_addrlen) == 0 &&
	    listen(fd, SOMAXCONN) == 0) {
		*out = fd;
		return ERR_NONE;
	}
	if (errno == EADDRINUSE)
		err_set(err, ERR_BUSY, "another program listens there");
	else
		err_sys(err, errno, "could not bind");
	close(fd);
	return err->code;
}

static enum err_code
open_port(struct http_server *s, struct err *err)
{
	struct addrinfo hints = {.ai_socktype = SOCK_STREAM,
	    .ai_flags = AI_PASSIVE | AI_NUMERICSERV};
	struct addrinfo *ai;
	struct sockaddr_storage sa;
	socklen_t len = sizeof(sa);
	char text[300], *host = NULL, *port = NULL, number[NI_MAXSERV];
	enum err_code rc;
	int why;

	rc = split(s->config.listen, text, sizeof(text), &host, &port, err);
	if (rc != ERR_NONE)
		return rc;
	why = getaddrinfo(host, port, &hints, &ai);
	if (why != 0)
		return err_set(err, ERR_INVALID, "could not listen on %.*s: %s",
		    STR_FMT(s->config.listen), gai_strerror(why));
	rc = bind_to(ai, &s->fd, err);
	freeaddrinfo(ai);
	if (rc != ERR_NONE)
		return err_prefix(
		    err, "could not listen on %.*s", STR_FMT(s->config.listen));
	if (getsockname(s->fd, (struct sockaddr *)&sa, &len) == 0 &&
	    getnameinfo((struct sockaddr *)&sa, len, NULL, 0, number,
		sizeof(number), NI_NUMERICSERV) == 0)
		s->port = (unsigned)atoi(number);
	return ERR_NONE;
}

static size_t
as_it_came(void *cls UNUSED, struct MHD_Connection *c UNUSED, char *s)
{
	return strlen(s); /* the target is decoded once, by http_target_read */
}

static void
quiet(void *cls UNUSED, const char *fmt UNUSED, va_list ap UNUSED)
{
}

static enum err_code
start_daemon(struct http_server *s, struct err *err)
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN);
	unsigned loops = s->config.loops ? s->config.loops
	    : cores > 1                  ? (unsigned)cores
					 : 1;
	unsigned connections =
	    s->config.connections ? s->config.connections : CONNECTIONS;

	if (connections < loops)
		connections = loops;
	s->daemon = MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD |
		MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG,
	    0, NULL, NULL, exchange_step, s, MHD_OPTION_EXTERNAL_LOGGER, quiet,
	    NULL, MHD_OPTION_LISTEN_SOCKET, s->fd, MHD_OPTION_THREAD_POOL_SIZE,
	    loops > 1 ? loops : 0, MHD_OPTION_CONNECTION_LIMIT, connections,
	    MHD_OPTION_CONNECTION_MEMORY_LIMIT, CONNECTION_MEMORY,
	    MHD_OPTION_STRICT_FOR_CLIENT, 0, MHD_OPTION_URI_LOG_CALLBACK,
	    exchange_new, s, MHD_OPTION_UNESCAPE_CALLBACK, as_it_came, NULL,
	    MHD_OPTION_NOTIFY_COMPLETED, exchange_end, s,
	    MHD_OPTION_NOTIFY_CONNECTION, on_connection, s, MHD_OPTION_END);
	if (!s->daemon)
		return err_set(err, ERR_IO, "could not start the HTTP server");
	s->fd = -1; /* the daemon's now */
	return ERR_NONE;
}

static enum err_code
start_sweeper(struct http_server *s, struct err *err)
{
	int rc;

	s->sweeping = true;
	rc = pthread_create(&s->sweeper, NULL, sweep, s);
	if (rc == 0)
		return ERR_NONE;
	s->sweeping = false;
	return err_sys(err, rc, "could not start a thread");
}

enum err_code
http_server_start(
    const struct http_config *config, struct http_server **out, struct err *err)
{
	struct http_server *s = calloc(1, sizeof(*s));
	enum err_code rc;

	if (!s)
		return err_nomem(err);
	s->config = *config;
	s->fd = -1;
	pthread_mutex_init(&s->links_lock, NULL);
	pthread_cond_init(&s->sweep, NULL);
	rc = pool_start(s, err);
	if (rc == ERR_NONE)
		rc = open_port(s, err);
	if (rc == ERR_NONE)
		rc = start_sweeper(s, err);
	if (rc == ERR_NONE)
		rc = start_daemon(s, err);
	if (rc != ERR_NONE) {
		http_server_stop(s, 0);
		return rc;
	}
	*out = s;
	return ERR_NONE;
}

static void
stop_sweeper(struct http_server *s)
{
	if (!s->sweeping)
		return;
	pthread_mutex_lock(&s->links_lock);
	s->sweeping = false;
	pthread_cond_signal(&s->sweep);
	pthread_mutex_unlock(&s->links_lock);
	pthread_join(s->sweeper, NULL);
}

void
http_server_stop(struct http_server *s, unsigned grace_ms)
{
	int64_t end = clock_monotonic() + (int64_t)grace_ms * 1000;

	if (!s)
		return;
	atomic_store(&s->stopping, true);
	if (s->daemon) {
		int fd = MHD_quiesce_daemon(s->daemon);

		if (fd >= 0)
			close(fd);
	}
	while (atomic_load(&s->in_flight) > 0 && clock_monotonic() < end)
		usleep(5000);
	pool_stop(&s->pool); /* nothing stays suspended */
	if (s->daemon)
		MHD_stop_daemon(s->daemon);
	stop_sweeper(s);
	if (s->fd >= 0)
		close(s->fd);
	pthread_cond_destroy(&s->sweep);
	pthread_mutex_destroy(&s->links_lock);
	free(s);
}

unsigned
http_server_port(const struct http_server *server)
{
	return server->port;
}

struct http_load
http_server_load(const struct http_server *server)
{
	struct http_server *s = (struct http_server *)(uintptr_t)server;
	struct http_load load = {.in_flight = atomic_load(&s->in_flight)};

	pthread_mutex_lock(&s->pool.lock);
	load.queued = (unsigned)s->pool.waiting;
	pthread_mutex_unlock(&s->pool.lock);
	return load;
}
