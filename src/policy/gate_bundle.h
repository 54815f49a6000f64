#ifndef POLICY_GATE_BUNDLE_H
#define POLICY_GATE_BUNDLE_H

#include "policy/gate_desk.h"

/*
 * Everybody's answer at one gate, as a data bundle of Open Policy Agent:
 *
 *	.manifest
 *{"revision":"4-9f...","roots":["assay/gates/production"]} data.json
 *{"assay":{"gates":{"production":{"ada@acme.example":
 *			    {"allow":true,"state":"current",
 *			     "valid_until":"2026-11-29T08:59:59.999999Z"}}}}}
 *
 * packed as .tar.gz.  The root is the system's own, so that bundles of
 * several systems go into one agent.  revision is the policy's version and
 * the hash of the data: equal data, equal revision.  Not recorded as
 * decisions: an agent fetches it whether or not anybody comes to the gate.
 */
#define GATE_BUNDLE_MAX ((size_t)64 << 20)

/* revision is written to an arena text; the bytes are appended to out. */
enum err_code gate_bundle(struct gate_desk *desk, struct str system,
    int64_t now, struct arena *arena, struct str *revision, struct buf *out,
    struct err *err) MUST_USE;

#endif
