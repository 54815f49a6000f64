# Who owes what on each day of 2026, worked out from the promises of learn/due.h
# and policy/engine.h alone, to be compared with what the engine says:
#
#	awk -f tests/policy/oracle.awk year.txt
#	2026-03-02 ana1 awareness m1 due 2026-04-01
#
# The two policies stand below by hand.  Time is in days since 1 January 2026;
# .999 is the last instant of a day.  -v change=29 makes it wrong on purpose.
BEGIN {
	EVER = 1e6; V2 = 181; TWO = "awareness secure-coding refresher review" \
	    " on-call before-access competent sign hands-on"
	LIST[1] = TWO " contractors"; LIST[2] = TWO " briefing"
	split("31 28 31 30 31 30 31 31 30 31 30 31", LEN)
	n = -5844
	for (y = 2010; y < 2040; y++)
		for (m = 1; m <= 12; m++)
			for (d = 1; d <= LEN[m] + (m == 2 && y % 4 == 0); d++)
				DATE[DAY[day(y, m, d)] = n++] = day(y, m, d)
	if (change == "") change = 30
	#    versions obligation things rule period first more
	rule("1 awareness m1 after 12m 30"); rule("2 awareness m1 after 6m 14 major")
	rule("1 secure-coding m2 window 12m 30"); rule("2 secure-coding m2 window 6m 30")
	rule("12 refresher m3 later 6m 30"); rule("12 review m4 once 0 30 major")
	rule("12 on-call m5 once 0 10 fresh"); rule("12 before-access m6 once 0 0")
	rule("1 competent m7 after 12m 30 80"); rule("2 competent m7 after 12m 30 90")
	rule("12 sign training after 12m 30 major"); rule("1 hands-on lab1 once 0 20")
	rule("2 hands-on lab1 after 6m 20"); rule("1 contractors m8 once 0 30")
	rule("2 briefing m9,m1 after 44d 21")
	CLOSES["secure-coding"] = DAY["2026-03-31"]; CLOSES["refresher"] = DAY["2026-12-31"]
	OPEN[1, "secure-coding"] = 60; OPEN[2, "secure-coding"] = 45
	OPEN[1, "refresher"] = OPEN[2, "refresher"] = 45
}
function floor(t) { return int(t + 6000) - 6000 }
function day(y, m, d) { return sprintf("%04d-%02d-%02d", y, m, d) }
function rule(text, w, i, v) {
	split(text, w, " ")
	for (i = 1; i <= length(w[1]); i++) {
		v = substr(w[1], i, 1) SUBSEP w[2]
		THINGS[v] = w[3]; RULE[v] = w[4]; EVERY[v] = w[5]; FIRST[v] = w[6]; MORE[v] = w[7]
	}
}
function time(s) { return DAY[substr(s, 1, 10)] + (substr(s, 12, 2) * 60 + substr(s, 15, 2)) / 1440 }
function last(s) { return s == "" ? EVER : DAY[s] + .999 }
function key(name, i) {
	for (i = 4; i <= NF; i++)
		if (index($i, name "=") == 1) return substr($i, length(name) + 2)
	return ""
}
function since(name) { return key(name) != "" ? time(key(name)) : now }
function put(name, at, text) { # by time, what was said later after it
	for (i = ++N[name, who]; i > 1 && AT[name, who, i - 1] > at; i--) {
		AT[name, who, i] = AT[name, who, i - 1]; KNOWN[name, who, i] = KNOWN[name, who, i - 1]
		TEXT[name, who, i] = TEXT[name, who, i - 1]
	}
	AT[name, who, i] = at; KNOWN[name, who, i] = now; TEXT[name, who, i] = text
}
function proof(thing, at, major, how, until, score) { put(thing, at, major " " how " " until " " score) }
{ now = time($1); who = $3 }
$2 ~ /^(join|change|leave|grant|revoke)$/ { put("word", now, "") }
$2 == "join" { if (!(who in SEEN)) PERSON[++persons] = who; SEEN[who] = 1; put("said", since("starts"), $0 " here=1") }
$2 == "change" { put("said", since("effective"), $0) }
$2 == "leave" { put("said", ($4 != "" ? last($4) : now) + .0005, "x x x here=0") }
$2 == "grant" { for (g = 1; g <= G[who]; g++) if (PLACE[who, g] == $4 && LEVEL[who, g] == $5 && UNTIL[who, g] == EVER) next
	g = ++G[who]; PLACE[who, g] = $4; LEVEL[who, g] = $5; FROM[who, g] = since("from"); UNTIL[who, g] = EVER; HEARD[who, g] = now }
$2 == "revoke" { for (g = 1; g <= G[who]; g++) if (PLACE[who, g] == $4 && LEVEL[who, g] == $5 && UNTIL[who, g] == EVER) {
	UNTIL[who, g] = key("until") != "" ? last(key("until")) : now } }
$2 == "done" { proof($4, now, int($5), "studied", EVER, key("score") != "" ? key("score") : 100) }
$2 == "lab" { proof($4, now, 1, "studied", EVER, 100) }
$2 == "sign" { proof("training", now, $4, "studied", EVER, 100) }
$2 == "override" { proof($4, since("completed"), int($5), "override", last(key("until")), 100) }
$2 == "certificate" { proof($4, since("completed"), 99, "external", last(key("until")), 100) }
$2 == "away" { put("away", time($4), last($5)) }
$2 == "exception" { put("except " $4, now, last(key("until"))) }
$2 == "release" { who = ""; put("release " $3, now, int($4)) }
$2 == "policy" { who = ""; put("release training", since("effective"), $3) }

function fold(p, t, k, old, i, j, n, w) { # what p is at t, as known at k; what is older than old was always known
	split("", IS)
	for (i = 1; i <= N["said", p] && AT["said", p, i] <= t; i++)
		if (KNOWN["said", p, i] <= k || AT["said", p, i] < old)
			for (j = split(TEXT["said", p, i], w, " "); j > 3; j--)
				if (n = index(w[j], "=")) IS[substr(w[j], 1, n - 1)] = substr(w[j], n + 1)
	for (i = 1; i <= G[p]; i++)
		if ((HEARD[p, i] <= k || FROM[p, i] < old) && FROM[p, i] <= t && t <= UNTIL[p, i])
			IS["access"] = IS["access"] "," PLACE[p, i] "," PLACE[p, i] "/" LEVEL[p, i] "," "*/" LEVEL[p, i]
}
function one(what, words, w, n) {
	for (n = split(words, w, " "); n > 0; n--)
		if (index("," IS[what] ",", "," w[n] ",")) return 1
	return 0
}
function meant(v, o) {
	return o == "awareness" ? 1 : \
	    o == "secure-coding" ? one("stacks", "python-flask java-spring") && IS["employment"] != "intern" : \
	    o == "refresher" ? one("unit", "cards platform" (v == 2 ? " harbour" : "")) : \
	    o == "review" ? one("role", "lead" (v == 2 ? " security_lead" : "")) || one("duties", "reviewer") : \
	    o == "on-call" ? one("duties", "on-call privileged") || one("access", "*/privileged */admin") : \
	    o == "before-access" ? one("access", "production pipelines data" (v == 2 ? " warehouse" : "")) : \
	    o == "competent" ? one("team", "payments ledger") : \
	    o == "sign" ? one("employment", "employee contractor") : \
	    o == "hands-on" ? one("access", "production/admin data/privileged") : \
	    o == "contractors" ? v == 1 && IS["employment"] == "contractor" : \
	    v == 2 && (one("role", "lead") || one("duties", "management")) && IS["unit"] != "corporate"
}
function in_scope(v, o, p, t, k, old) { fold(p, t, k, old); return IS["here"] == 1 && meant(v, o) }
function mark(t, i) { # the instants at which something changes, in order
	for (i = ++marks; i > 1 && MARK[i - 1] > t; i--) MARK[i] = MARK[i - 1]
	MARK[i] = t
}
function stays(p, o, i, t, v, n, in_now) {
	for (i = 1; i <= marks; i++) {
		t = MARK[i]; v = t < 0 ? 0 : t < V2 ? 1 : 2
		in_now = v && in_scope(v, o, p, t, EVER, -EVER); n = S[p, o] + 0
		if (!in_now && n) TO[p, o, n] = min(TO[p, o, n], t - .0005)
		if (in_now && (!n || TO[p, o, n] != EVER)) begin(p, o, v, t, n)
	}
}
function begin(p, o, v, t, n, i, gap) { # a stay; one right after another goes on from it
	S[p, o] = n + 1; RAW[p, o, n + 1] = t; TO[p, o, n + 1] = EVER
	gap = floor(t) - floor(TO[p, o, n]) - 1
	if (n && gap <= 0) {
		BEGUN[p, o, n + 1] = BEGUN[p, o, n]; LATE[p, o, n + 1] = LATE[p, o, n]
		ANEW[p, o, n + 1] = ANEW[p, o, n]; BY[p, o, n + 1] = BY[p, o, n]; return
	}
	BEGUN[p, o, n + 1] = t; ANEW[p, o, n + 1] = n && gap > 90 ? t : n ? ANEW[p, o, n] : -EVER
	BY[p, o, n + 1] = (t == 0 || t == V2) && in_scope(v, o, p, t - .0001, EVER, -EVER)
	for (i = 1; i <= N["word", p]; i++)
		if (in_scope(v, o, p, t, AT["word", p, i], -EVER) && in_scope(v, o, p, t, AT["word", p, i], t)) break
	LATE[p, o, n + 1] = AT["word", p, i] > t ? AT["word", p, i] : 0
}
function later(n, every, w, m, d) { # by a period; months keep the date or take the month's last
	if (every ~ /d/) return n + every
	split(DATE[n], w, "-"); m = w[1] * 12 + w[2] - 1 + every; d = w[3] + 0
	while (!((w[2] = day(int(m / 12), m % 12 + 1, d)) in DAY)) d--
	return DAY[w[2]]
}
function ends(r, o, v, at, k, c) { # of what was done on a day; sets opens
	if (RULE[r] == "once") return EVER
	if (RULE[r] == "after") { c = later(at, EVERY[r]); opens = c - (EVERY[r] ~ /d/ ? int(EVERY[r] / 2) : 30); return c }
	for (k = -5; ; k++) {
		c = later(CLOSES[o], k * EVERY[r] "m"); opens = c - OPEN[v, o] + 1
		if (opens > at && (RULE[r] == "window" || later(at, "4m") <= c)) return c
	}
}
function stands(p, o, v, thing, s, t, before, i, j, at, r, w, e, best) { # until when what was done counts; sets opened
	r = v SUBSEP o; best = opened = -EVER
	for (i = 1; i <= N[thing, p] && (at = AT[thing, p, i]) <= t; i++) {
		split(TEXT[thing, p, i], w, " ")
		if (at < ANEW[p, o, s] || at >= before || w[4] < MORE[r] + 0 || (MORE[r] == "fresh" && (at < BEGUN[p, o, s] || w[2] != "studied"))) continue
		opens = EVER; e = ends(r, o, v, floor(at)) + .999
		if (w[3] < e) { e = w[3]; opens = floor(e) - (EVERY[r] ~ /d/ ? int(EVERY[r] / 2) : 30) }
		for (j = N["release " thing, ""]; MORE[r] == "major" && j > 0; j--) { # the first later major counts
			at = AT["release " thing, "", j]
			if (at <= t && TEXT["release " thing, "", j] > w[1] && floor(at) + 30.999 < e) { e = floor(at) + 30.999; opens = at }
		}
		if (e > best) { best = e; opened = opens }
	}
	return best
}
function first_due(p, o, v, s) { return BEGUN[p, o, s] + (o != "before-access" ? FIRST[v, o] + .999 : BY[p, o, s] ? change + .999 : 0) }
function max(a, b) { return a > b ? a : b } function min(a, b) { return a < b ? a : b }
function judge(p, o, v, thing, s, t, due, first, stricter, was, i, away, state, open) {
	due = stands(p, o, v, thing, s, t, EVER); open = opened; first = first_due(p, o, v, s)
	if (v == 2 && ((1, o) in RULE)) { # stricter: some days, not more than before
		stricter = V2 + change + .999
		due = max(due, min(stricter, stands(p, o, 1, thing, s, t, V2)))
		if (BEGUN[p, o, s] < V2) first = max(first, min(stricter, first_due(p, o, 1, s)))
	}
	if (LATE[p, o, s]) first = max(first, floor(LATE[p, o, s]) + 14.999)
	if (due < first) { due = first; open = max(open, max(BEGUN[p, o, s], floor(first) - 30)) } # what was done makes it no worse
	for (i = 1; i <= N["away", p] && AT["away", p, i] <= t; i++) {
		if (AT["away", p, i] > due) continue
		if (t <= TEXT["away", p, i]) away = 1
		due = TEXT["away", p, i] == EVER ? EVER : max(due, floor(TEXT["away", p, i]) + 14.999)
	}
	state = t < open ? "current" : away ? "excused" : t <= due ? "due" : "overdue"
	for (i = 1; state != "current" && i <= N["except " o, p] && AT["except " o, p, i] <= t; i++)
		if (t <= TEXT["except " o, p, i]) state = "excused"
	print DATE[floor(t)], p, o, thing, state, (due >= EVER ? "-" : DATE[floor(due)])
}
END {
	for (n = 1; n <= persons; n++) {
		p = PERSON[n]; marks = 0; mark(0); mark(V2)
		for (i = 1; i <= N["said", p]; i++) mark(AT["said", p, i])
		for (i = 1; i <= G[p]; i++) { mark(FROM[p, i]); mark(UNTIL[p, i] + .0005) }
		for (k = split(TWO " contractors briefing", w, " "); k > 0; k--) stays(p, w[k])
	}
	for (d = from + 0; d < (to ? to : 365); d++) {
		v = d < V2 ? 1 : 2; k = split(LIST[v], w, " ")
		for (n = 1; n <= persons; n++)
			for (j = 1; j <= k; j++) {
				p = PERSON[n]
				for (s = S[p, w[j]]; s > 0 && RAW[p, w[j], s] > d + .5; s--) ;
				if (s > 0 && d + .5 <= TO[p, w[j], s])
					for (i = 1; i <= split(THINGS[v, w[j]], x, ","); i++)
						judge(p, w[j], v, x[i], s, d + .5)
			}
	}
}
