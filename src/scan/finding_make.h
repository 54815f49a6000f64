#ifndef SCAN_FINDING_MAKE_H
#define SCAN_FINDING_MAKE_H

#include "scan/scan.h"
#include "scan/taint.h"

/* From spans in a tree to findings that outlive it. */
struct finding_list {
	struct finding *v;
	size_t n, cap;
};

struct finding_maker {
	const struct rule *rule;
	struct opened *in; /* where it is found */
	struct arena *keep;
};

enum err_code finding_of_match(const struct finding_maker *m,
    const struct match *match, struct finding_list *list,
    struct err *err) MUST_USE;
enum err_code finding_of_flow(const struct finding_maker *m,
    const struct taint_flow *flow, struct finding_list *list,
    struct err *err) MUST_USE;

/* Those a change did not bring dropped, the others sorted and the file's. */
void findings_finish(
    struct finding_list *list, struct scan_file *files, size_t number);

#endif
