#include "http/limit.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/id.h"

#define WAYS 8 /* neighbours a key may take the place of */

/* Instead of counting tokens: when the bucket is full again.  A try moves it
   one token into the future. */
struct bucket {
	uint64_t key; /* 0: free */
	int64_t full_at;
};

struct http_limit {
	pthread_mutex_t lock;
	struct bucket *buckets;
	size_t sets;
	uint64_t seed[2];
	int64_t every_us, burst_us;
};

struct http_limit *
http_limit_new(size_t keys, unsigned burst, unsigned every_s)
{
	struct http_limit *limit = calloc(1, sizeof(*limit));

	if (!limit)
		return NULL;
	limit->sets = keys / WAYS + 1;
	limit->buckets = calloc(limit->sets * WAYS, sizeof(*limit->buckets));
	limit->every_us = (int64_t)every_s * CLOCK_SECOND;
	limit->burst_us = limit->every_us * burst;
	random_bytes(limit->seed, sizeof(limit->seed));
	pthread_mutex_init(&limit->lock, NULL);
	if (limit->buckets)
		return limit;
	http_limit_free(limit);
	return NULL;
}

void
http_limit_free(struct http_limit *limit)
{
	if (!limit)
		return;
	free(limit->buckets);
	pthread_mutex_destroy(&limit->lock);
	free(limit);
}

static uint64_t
mix(uint64_t x)
{
	x ^= x >> 30;
	x *= 0xbf58476d1ce4e5b9u;
	x ^= x >> 27;
	x *= 0x94d049bb133111ebu;
	return x ^ x >> 31;
}

/* Keyed, so that nobody chooses their neighbours: each step multiplies by a
   secret odd number. */
static uint64_t
hash(const struct http_limit *limit, struct str key)
{
	uint64_t h = limit->seed[0];

	for (size_t i = 0; i < key.len; i++)
		h = mix((h ^ (unsigned char)key.ptr[i]) * (limit->seed[1] | 1));
	return h ? h : 1;
}

/* The key's bucket, or the one that gives way to it. */
static struct bucket *
place(struct http_limit *limit, uint64_t key)
{
	struct bucket *set = &limit->buckets[key % limit->sets * WAYS];
	struct bucket *least = set;

	for (size_t i = 0; i < WAYS; i++) {
		if (set[i].key == key)
			return &set[i];
		if (set[i].full_at < least->full_at)
			least = &set[i];
	}
	return least;
}

bool
http_limit_take(struct http_limit *limit, struct str key, int64_t monotonic_us,
    unsigned *wait_s)
{
	uint64_t h = hash(limit, key);
	struct bucket *b;
	int64_t over;

	pthread_mutex_lock(&limit->lock);
	b = place(limit, h);
	if (b->key != h)
		*b = (struct bucket){h, monotonic_us};
	if (b->full_at < monotonic_us)
		b->full_at = monotonic_us;
	over = b->full_at + limit->every_us - monotonic_us - limit->burst_us;
	if (over <= 0)
		b->full_at += limit->every_us;
	pthread_mutex_unlock(&limit->lock);
	if (over > 0 && wait_s)
		*wait_s = (unsigned)((over + CLOCK_SECOND - 1) / CLOCK_SECOND);
	return over <= 0;
}

void
http_limit_forget(struct http_limit *limit, struct str key)
{
	uint64_t h = hash(limit, key);
	struct bucket *b;

	pthread_mutex_lock(&limit->lock);
	b = place(limit, h);
	if (b->key == h)
		*b = (struct bucket){0};
	pthread_mutex_unlock(&limit->lock);
}
