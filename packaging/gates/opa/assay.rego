# What an agent decides with the bundle of a gate:
#
#	services:
#	  assay:
#	    url: https://assay.example.org/api/v1
#	    credentials: {bearer: {token_path: /etc/assay/gate.token}}
#	bundles:
#	  assay:
#	    service: assay
#	    resource: gate/production/bundle
#	    polling: {min_delay_seconds: 30, max_delay_seconds: 60}
#
# input: {"system": "production", "email": "ada@acme.example"}
package assay_gate

import rego.v1

default allow := false

answer := data.assay.gates[input.system][lower(input.email)]

# An answer stands until it says; a bundle that is older decides nothing.
allow if {
	answer.allow
	time.now_ns() <= time.parse_rfc3339_ns(answer.valid_until)
}

reason := sprintf("%v is %v at %v", [input.email, answer.state, input.system]) if answer

reason := sprintf("nobody here has the address %v", [input.email]) if not answer
