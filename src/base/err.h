#ifndef BASE_ERR_H
#define BASE_ERR_H

/*
 * What went wrong, for a caller that decides and a person who reads:
 *
 *	return err_set(err, ERR_SYNTAX, "line %zu: no closing quote", n);
 *
 * A code exists only because some caller decides on it; the rest is text.
 * Text is lower case, without a full stop: what was being done, where, what
 * would be accepted.  It never holds a secret.
 */
enum err_code {
	ERR_NONE = 0,
	ERR_SYNTAX,      /* bytes that do not parse */
	ERR_INVALID,     /* parses, but means something that is not accepted */
	ERR_LIMIT,       /* over a ceiling */
	ERR_NOMEM,       /* no memory: the caller may shed load and go on */
	ERR_IO,          /* the system refused */
	ERR_FULL,        /* the disk or the quota is full */
	ERR_NOT_FOUND,   /* no such thing, or none this person may know of */
	ERR_DENIED,      /* known, and not allowed */
	ERR_CONFLICT,    /* already there, or changed meanwhile */
	ERR_BUSY,        /* held by another; the text names the holder */
	ERR_UNSUPPORTED, /* well-formed, but beyond what is implemented */
	ERR_CORRUPT,     /* stored bytes contradict themselves */
	ERR_CODE_COUNT
};

#define ERR_TEXT_MAX 512

struct err {
	enum err_code code;
	char text[ERR_TEXT_MAX]; /* always terminated; cut when too long */
};

#define MUST_USE     __attribute__((warn_unused_result))
#define PRINTF(f, a) __attribute__((format(printf, f, a)))
#define NELEM(a)     (sizeof(a) / sizeof((a)[0]))
#define UNUSED       __attribute__((unused))
#define CONTAINER_OF(p, type, member) \
	((type *)(void *)((char *)(p)-offsetof(type, member)))

/* Sets the text and gives back code, so that it can be returned. */
enum err_code err_set(struct err *err, enum err_code code, const char *fmt, ...)
    PRINTF(3, 4);

/* "could not allocate memory" */
enum err_code err_nomem(struct err *err);

/* As err_set, followed by ": " and strerror(errno_value).  ENOSPC and EDQUOT
   become ERR_FULL, ENOMEM ERR_NOMEM, ENOENT ERR_NOT_FOUND, the rest ERR_IO. */
enum err_code err_sys(struct err *err, int errno_value, const char *fmt, ...)
    PRINTF(3, 4);

/* Puts "prefix: " before the text that is there; gives back err->code. */
enum err_code err_prefix(struct err *err, const char *fmt, ...) PRINTF(2, 3);

/* A stable word for logs and tests: "syntax", "not_found", ... */
const char *err_name(enum err_code code);

#endif
