#ifndef POLICY_FRAMEWORKS_TEST_H
#define POLICY_FRAMEWORKS_TEST_H

#include "learn/world_test.h"

/*
 * Three frameworks in the test's content folder: one without any period, one
 * of twelve months and one of twenty-four.
 */
static inline void
frameworks_put(struct world *w)
{
	struct str dir = arena_strf(&w->arena, "%s/controls", w->content);
	struct err err;

#define SOURCE                                                       \
	"source:\n  title: \"T\"\n  url: \"https://example.org/\"\n" \
	"controls:\n"
	CHECK_OK(file_make_dir(dir.ptr, 0755, &err), &err);
	world_put(w, "controls/soc2.yaml",
	    STR("framework: soc2\ntitle: \"SOC 2\"\nedition: \"2022\"\n" SOURCE
		"  - id: \"CC1.1\"\n    paraphrase: \"Integrity.\"\n"
		"    asks: [acknowledge]\n"
		"  - id: \"CC1.4\"\n    paraphrase: \"Competent people.\"\n"
		"    asks: [assign-initial, assign-recurring, retention]\n"
		"  - id: \"CC1.5\"\n    paraphrase: \"Accountability.\"\n"
		"    asks: [management-reporting]\n"
		"  - id: \"CC7.3\"\n    paraphrase: \"Events are told.\"\n"
		"    asks: [concern]\n"
		"  - id: \"CC9.2\"\n    paraphrase: \"Vendors.\"\n"));
	world_put(w, "controls/pci.yaml",
	    STR("framework: pci\ntitle: \"PCI DSS\"\nedition: "
		"\"4.0.1\"\n" SOURCE
		"  - id: \"6.2.2\"\n    paraphrase: \"Developers train.\"\n"
		"    asks: [assign-recurring]\n"
		"    every: {months: 12}\n"));
	world_put(w, "controls/samm.yaml",
	    STR("framework: samm\ntitle: \"SAMM\"\nedition: \"2\"\n" SOURCE
		"  - id: \"EG-1-A\"\n    paraphrase: \"Awareness.\"\n"
		"    asks: [assign-recurring]\n"
		"    every: {months: 24}\n"));
	world_put(w, "controls/nist.yaml",
	    STR("framework: nist\ntitle: \"NIST\"\nedition: \"5\"\n"
		"profiles:\n  - id: moderate\n    title: \"Moderate\"\n"
		"    source:\n      title: \"T\"\n"
		"      url: \"https://example.org/\"\n" SOURCE
		"  - id: \"IR-2\"\n    paraphrase: \"Incidents.\"\n"
		"    asks: [assign-recurring, assign-on-role-change]\n"
		"    profiles:\n      moderate: {first_days: 30, "
		"first_days_privileged: 10}\n"));
#undef SOURCE
	world_publish(w);
}

#endif
