#include "base/clock.h"

#include <stdatomic.h>
#include <stdio.h>
#include <time.h>

#define FIRST INT64_C(-62167219200) /* 0000-01-01T00:00:00Z in seconds */
#define LAST  INT64_C(253402300799) /* 9999-12-31T23:59:59Z */

static _Atomic int64_t test_now;

static int64_t
read_clock(clockid_t which)
{
	struct timespec ts;

	clock_gettime(which, &ts);
	return (int64_t)ts.tv_sec * CLOCK_SECOND + ts.tv_nsec / 1000;
}

int64_t
clock_now(void)
{
	int64_t set = atomic_load_explicit(&test_now, memory_order_relaxed);

	return set != 0 ? set : read_clock(CLOCK_REALTIME);
}

int64_t
clock_monotonic(void)
{
	return read_clock(CLOCK_MONOTONIC);
}

void
clock_set_for_test(int64_t at)
{
	atomic_store(&test_now, at);
}

static void
split(int64_t at, struct tm *tm, int64_t *micros)
{
	int64_t seconds = at / CLOCK_SECOND;
	time_t t;

	*micros = at % CLOCK_SECOND;
	if (*micros < 0) {
		*micros += CLOCK_SECOND;
		seconds--;
	}
	t = (time_t)(seconds < FIRST ? FIRST : seconds > LAST ? LAST : seconds);
	gmtime_r(&t, tm);
}

void
clock_write(int64_t at, char out[CLOCK_TEXT_LEN + 1])
{
	struct tm tm;
	int64_t micros;
	char date[CLOCK_DATE_LEN + 1];

	split(at, &tm, &micros);
	clock_write_date(at, date);
	snprintf(out, CLOCK_TEXT_LEN + 1, "%sT%02u:%02u:%02u.%06uZ", date,
	    (unsigned)tm.tm_hour % 100, (unsigned)tm.tm_min % 100,
	    (unsigned)tm.tm_sec % 100, (unsigned)micros % 1000000);
}

void
clock_write_date(int64_t at, char out[CLOCK_DATE_LEN + 1])
{
	struct tm tm;
	int64_t micros;

	split(at, &tm, &micros);
	snprintf(out, CLOCK_DATE_LEN + 1, "%04u-%02u-%02u",
	    (unsigned)(tm.tm_year + 1900) % 10000,
	    (unsigned)(tm.tm_mon + 1) % 100, (unsigned)tm.tm_mday % 100);
}

void
clock_write_long(int64_t at, char out[CLOCK_LONG_LEN + 1])
{
	static const char *const months[] = {"January", "February", "March",
	    "April", "May", "June", "July", "August", "September", "October",
	    "November", "December"};
	struct tm tm;
	int64_t micros;

	split(at, &tm, &micros);
	snprintf(out, CLOCK_LONG_LEN + 1, "%u %s %u",
	    (unsigned)tm.tm_mday % 100, months[(unsigned)tm.tm_mon % 12],
	    (unsigned)(tm.tm_year + 1900) % 10000);
}

static int
days_in(int year, int month) /* month from 0 */
{
	static const int days[] = {
	    31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return days[month] + (month == 1 && leap);
}

int64_t
clock_months_later(int64_t at, int months)
{
	struct tm tm;
	int64_t micros, total;
	int last;

	split(at, &tm, &micros);
	total = (tm.tm_year + 1900) * INT64_C(12) + tm.tm_mon + months;
	if (total < 0 || total >= INT64_C(12) * 10000)
		return at;
	tm.tm_year = (int)(total / 12) - 1900;
	tm.tm_mon = (int)(total % 12);
	last = days_in(tm.tm_year + 1900, tm.tm_mon);
	if (tm.tm_mday > last)
		tm.tm_mday = last;
	return (int64_t)timegm(&tm) * CLOCK_SECOND + micros;
}

/* Digits at s[at..at+n), the caller having checked the length. */
static bool
digits(struct str s, size_t at, size_t n, int *out)
{
	int v = 0;

	for (size_t i = at; i < at + n; i++) {
		if (s.ptr[i] < '0' || s.ptr[i] > '9')
			return false;
		v = v * 10 + (s.ptr[i] - '0');
	}
	*out = v;
	return true;
}

bool
clock_read_date(struct str text, int64_t *out)
{
	struct tm tm = {0};
	char back[CLOCK_DATE_LEN + 1];
	int64_t at;

	if (text.len != CLOCK_DATE_LEN || text.ptr[4] != '-' ||
	    text.ptr[7] != '-' || !digits(text, 0, 4, &tm.tm_year) ||
	    !digits(text, 5, 2, &tm.tm_mon) || !digits(text, 8, 2, &tm.tm_mday))
		return false;
	tm.tm_year -= 1900;
	tm.tm_mon -= 1;
	at = (int64_t)timegm(&tm) * CLOCK_SECOND;
	clock_write_date(at, back); /* 30 February would come back as March */
	if (!str_eq(text, str_from(back)))
		return false;
	*out = at;
	return true;
}

bool
clock_read(struct str text, int64_t *out)
{
	int64_t day;
	int hour = 0, minute = 0, second = 0, micros = 0;

	if (text.len != CLOCK_TEXT_LEN || text.ptr[10] != 'T' ||
	    text.ptr[13] != ':' || text.ptr[16] != ':' || text.ptr[19] != '.' ||
	    text.ptr[26] != 'Z' ||
	    !clock_read_date(str_sub(text, 0, CLOCK_DATE_LEN), &day) ||
	    !digits(text, 11, 2, &hour) || !digits(text, 14, 2, &minute) ||
	    !digits(text, 17, 2, &second) || !digits(text, 20, 6, &micros) ||
	    hour > 23 || minute > 59 || second > 59)
		return false;
	*out = day +
	    ((hour * 60 + minute) * INT64_C(60) + second) * CLOCK_SECOND +
	    micros;
	return true;
}
