#include "scan/sarif_rules.h"

#include <stdlib.h>

/* The largest number in the list is four digits long; room for growth. */
#define CWE_MAX 99999

void
sarif_cwes_add(struct sarif_cwes *cwes, uint64_t cwe)
{
	if (cwe == 0 || cwe > CWE_MAX || cwes->n == SARIF_CWES_MAX)
		return;
	for (size_t i = 0; i < cwes->n; i++)
		if (cwes->v[i] == cwe)
			return;
	cwes->v[cwes->n++] = (uint32_t)cwe;
}

/* The number at the start of s, after one separator. */
static uint64_t
number_at(struct str s)
{
	uint64_t n = 0;
	size_t i = 0;

	if (s.len > 0 && memchr("-_:/ ", s.ptr[0], 5))
		i = 1;
	for (size_t digits = 0; i < s.len && digits < 6; i++, digits++) {
		unsigned d = (unsigned char)s.ptr[i] - '0';

		if (d > 9)
			break;
		n = n * 10 + d;
	}
	return n;
}

void
sarif_cwes_in(struct sarif_cwes *cwes, struct str words)
{
	for (size_t i = 0; i + 3 < words.len; i++)
		if (str_eq_case(str_sub(words, i, 3), STR("cwe")))
			sarif_cwes_add(
			    cwes, number_at(str_from_at(words, i + 3)));
}

static int
by_place(const void *a, const void *b)
{
	const struct sarif_rule *x = a, *y = b;

	if (x->component != y->component)
		return x->component < y->component ? -1 : 1;
	return (x->index > y->index) - (x->index < y->index);
}

static int
by_id(const void *a, const void *b, void *ctx)
{
	const struct sarif_rules *rules = ctx;
	size_t ia = *(const size_t *)a, ib = *(const size_t *)b;
	int c = str_cmp(rules->v[ia].id, rules->v[ib].id);

	return c != 0 ? c : (ia > ib) - (ia < ib);
}

enum err_code
sarif_rules_index(
    struct sarif_rules *rules, struct arena *arena, struct err *err)
{
	if (rules->n == 0)
		return ERR_NONE;
	rules->by_id = ARENA_ARRAY(arena, rules->n, size_t);
	if (!rules->by_id)
		return arena_fail(arena, err);
	qsort(rules->v, rules->n, sizeof(*rules->v), by_place);
	for (size_t i = 0; i < rules->n; i++)
		rules->by_id[i] = i;
	qsort_r(rules->by_id, rules->n, sizeof(size_t), by_id, rules);
	return ERR_NONE;
}

static const struct sarif_rule *
rule_by_id(const struct sarif_rules *rules, struct str id)
{
	size_t low = 0, high = rules->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (str_cmp(rules->v[rules->by_id[mid]].id, id) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	if (low < rules->n && str_eq(rules->v[rules->by_id[low]].id, id))
		return &rules->v[rules->by_id[low]];
	return NULL;
}

static const struct sarif_rule *
rule_at(const struct sarif_rules *rules, size_t component, size_t index)
{
	size_t low = 0, high = rules->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		const struct sarif_rule *r = &rules->v[mid];

		if (r->component == component && r->index == index)
			return r;
		if (r->component < component ||
		    (r->component == component && r->index < index))
			low = mid + 1;
		else
			high = mid;
	}
	return NULL;
}

const struct sarif_rule *
sarif_rules_find(const struct sarif_rules *rules, struct str id,
    size_t component, size_t index)
{
	const struct sarif_rule *r = NULL;

	if (rules->n == 0)
		return NULL;
	if (index != SARIF_NO_INDEX)
		r = rule_at(rules, component, index);
	if (r && (id.len == 0 || str_starts(id, r->id)))
		return r;
	if (id.len == 0)
		return NULL;
	r = rule_by_id(rules, id);
	for (size_t cut = id.len; !r && cut > 0; cut--) /* CA1000/1 */
		if (id.ptr[cut - 1] == '/')
			r = rule_by_id(rules, str_sub(id, 0, cut - 1));
	return r;
}
