// In order: each stands on the ones before.  A needed one that fails ends the
// run, for nothing after it would mean anything.
import * as ways from "./case_ways_in.mjs";
import * as loop from "./case_loop.mjs";
import * as rights from "./case_rights.mjs";
import * as labs from "./case_labs.mjs";
import * as items from "./case_items.mjs";
import * as review from "./case_review.mjs";
import * as keyboard from "./case_keyboard.mjs";
import * as kinds from "./case_kinds.mjs";
import * as controls from "./case_controls.mjs";
import * as messages from "./case_messages.mjs";
import * as gates from "./case_gates.mjs";
import * as valid from "./case_valid.mjs";
import * as scope from "./case_scope.mjs";
import * as awareness from "./case_awareness.mjs";
import * as exceptions from "./case_exceptions.mjs";
import * as policy from "./case_policy.mjs";

export const cases = [
	{ name: "a first visit sets up the organisation", fn: ways.setup, needed: true },
	{ name: "a roster is previewed, then brought in, and everybody is invited", fn: ways.roster, needed: true },
	{ name: "an invitation is used by its button, not by being opened", fn: ways.invitation, needed: true },
	{ name: "a finding is pushed and asks its author to learn", fn: loop.finding, needed: true },
	{ name: "a module is read, in the reader's stack", fn: loop.module },
	{ name: "a quiz is failed, explained, and open again after reading", fn: loop.fail },
	{ name: "a quiz is passed without scripts, left half-way and resumed", fn: loop.pass, needed: true },
	{ name: "an attestation is signed and stands in the record", fn: loop.attest, needed: true },
	{ name: "a lab's attack is run and read", fn: labs.attack },
	{ name: "a lab's files are changed in the editor and checked", fn: labs.check },
	{ name: "a lab is passed without scripts", fn: labs.submit },
	{ name: "a lab is passed from one's own terminal", fn: labs.terminal },
	{ name: "a weakness after a pass brings review questions back", fn: review.comesBack },
	{ name: "a review question is answered by a link, once", fn: review.byLink },
	{ name: "a review question is answered on the web, two a day", fn: review.signedIn },
	{ name: "a review with nothing passed says what it waits for", fn: review.nothingYet },
	{ name: "the lead sees the team", fn: loop.lead },
	{ name: "the security lead sees what questions are worth", fn: items.health },
	{ name: "a team too small is not broken down by belief", fn: items.beliefs },
	{ name: "the auditor exports what was proved", fn: loop.auditor },
	{ name: "validity: what is due says why", fn: valid.reasons },
	{ name: "validity: paths lead on, for strangers too", fn: valid.paths },
	{ name: "validity: first answers say what is known, of nobody by name", fn: valid.proficiency },
	{ name: "scope: a person's place, access and leaves are changed", fn: scope.person },
	{ name: "scope: a list of access is previewed, brought in, and seen by who may", fn: scope.access },
	{ name: "awareness: a concern is reported in one step by keyboard", fn: awareness.concern },
	{ name: "awareness: a concern without a name is nobody's", fn: awareness.unnamed },
	{ name: "awareness: a concern comes by mail and is taken up", fn: awareness.byMail },
	{ name: "awareness: a notice is published, read and reaches", fn: awareness.notice },
	{ name: "awareness: what is for auditors stands on their page", fn: awareness.forAuditors },
	{ name: "awareness: a campaign is previewed, then imported", fn: awareness.campaign },
	{ name: "exceptions, certificates, past records and duties take two people", fn: exceptions.all },
	{ name: "messages: a lead reminds and asks by hand", fn: messages.byHand },
	{ name: "messages: an administrator asks anybody, a security lead may", fn: messages.byHandOfAnybody },
	{ name: "messages: what went out is seen, addresses by administrators alone", fn: messages.outbox },
	{ name: "messages: one's dates are a calendar with an address of its own", fn: messages.calendar },
	{ name: "every page refuses the wrong role", fn: rights.table },
	{ name: "a form needs its token, and comes from this site", fn: rights.forgery },
	{ name: "a second factor is asked for once it is on", fn: ways.secondFactor },
	{ name: "a forgotten password is set anew by mail", fn: ways.reset },
	{ name: "guessing passwords is slowed down", fn: ways.guessing },
	{ name: "sign-in to attestation works by keyboard alone", fn: keyboard.walk },
	{ name: "the administrator changes people", fn: ways.change },
	{ name: "questions of every kind keep their keys, are failed, and passed", fn: kinds.all },
	{ name: "validity: a new major version asks again, and what was proved stays", fn: valid.recertify },
	{ name: "awareness: an incident asks for lessons and reviews", fn: awareness.incident },
	{ name: "the policy is written, its effect seen, and published", fn: policy.edit },
	{ name: "the policy is published only with the numbers that were seen", fn: policy.confirmed },
	{ name: "the policy is read and signed", fn: policy.sign },
	{ name: "controls: the auditor walks from readiness to the evidence", fn: controls.walk },
	{ name: "controls: other evidence is attached, fetched and withdrawn", fn: controls.evidence },
	{ name: "gates: break-glass is opened, listed, and refused with the reason", fn: gates.breakGlass },
	{ name: "gates: a lapse is proposed, seen, and approved", fn: gates.hook },
];
