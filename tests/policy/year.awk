# Makes a year of a company of some 300 people, as a story
# (src/policy/story_test.h): the same lines each time, in the order in which
# things became known.  -v seed=N makes another year.
#
#	awk -f tests/policy/year.awk </dev/null >year.txt
#
# Who does what when is drawn by chance; nothing here knows what a policy asks
# for, only roughly what its people will do.  Days count from 1 January 2026.

# Park and Miller's: exact in the doubles of every awk.
function rnd(n) {
	seed = (seed * 16807) % 2147483647
	return seed % n
}
function chance(percent) { return rnd(100) < percent }
function between(low, high) { return low + rnd(high - low + 1) }
function pick(words, v, n) {
	n = split(words, v, " ")
	return v[1 + rnd(n)]
}

function date(day, era, doe, yoe, doy, mp, y, m) {
	day += 20454 + 719468
	era = int(day / 146097)
	doe = day - era * 146097
	yoe = int((doe - int(doe / 1460) + int(doe / 36524) - \
	    int(doe / 146096)) / 365)
	doy = doe - (365 * yoe + int(yoe / 4) - int(yoe / 100))
	mp = int((5 * doy + 2) / 153)
	m = mp < 10 ? mp + 3 : mp - 9
	y = yoe + era * 400 + (m <= 2)
	return sprintf("%04d-%02d-%02d", y, m,
	    doy - int((153 * mp + 2) / 5) + 1)
}

# What became known on a day; hour 0 says no time of day.  Of somebody who is
# not known yet nothing is told.
function tell(day, text, hour, word) {
	split(text, word, " ")
	if (day < -400 || day > 364 || \
	    ((word[2] in heard) && day < heard[word[2]]))
		return
	lines[day, hour + 0] = lines[day, hour + 0] date(day) \
	    (hour ? sprintf("T%02d:30", hour) : "") " " text "\n"
}
function not_before(day, first) { return day < first ? first : day }
function told(key, day, known) {
	return known != day ? " " key "=" date(day) : ""
}

function team_of(unit) {
	return unit == "cards"  ? pick("payments ledger") : \
	    unit == "platform"  ? pick("infra tools") : \
	    unit == "retail"    ? pick("shop mobile") : \
	    unit == "harbour"   ? pick("dock quay") : pick("legal sales")
}
function some_duties(v) {
	v = chance(20) ? "on-call" : ""
	if (chance(15))
		v = v (v ? "," : "") "reviewer"
	if (chance(6))
		v = v (v ? "," : "") "privileged"
	return chance(4) ? v (v ? "," : "") "management" : v
}
function some_stacks() {
	return pick("python-flask java-spring python-flask,go-chi ts-node" \
	    " java-spring,ts-node go-chi none none")
}

function join_line(p, day, known) {
	tell(known, "join " p " team=" team[p] " unit=" unit[p] " role=" \
	    role[p] " employment=" employment[p] " duties=" some_duties() \
	    " stacks=" some_stacks() told("starts", day, known))
}
function hire(day, known, where, p) {
	p = pick("ana ben cai dia eli fay gus hal ina jon kai lea") ++people
	name[people] = p
	unit[p] = where ? where : pick("cards cards platform retail corporate")
	team[p] = team_of(unit[p])
	role[p] = chance(10) ? "lead" : chance(3) ? "security_lead" : \
	    "developer"
	employment[p] = chance(72) ? "employee" : chance(70) ? "contractor" : \
	    "intern"
	diligence[p] = pick("prompt prompt prompt prompt late late lazy")
	since[p] = day
	until[p] = 999
	heard[p] = known
	join_line(p, day, known)
	first_things(p, day, known)
	return p
}
function grant(p, day, known, place, level) {
	known = not_before(known, heard[p])
	if (day > 364)
		return
	tell(known, "grant " p " " place " " level told("from", day, known))
	if (chance(75))
		done(p, day - between(0, 12), "m6")
	else if (chance(60))
		done(p, day + between(0, 40), "m6")
}
function first_things(p, day, known, late) {
	late = chance(25) ? between(1, 20) : 0
	if (chance(55))
		grant(p, day, day + late, "production", \
		    chance(15) ? "admin" : "user")
	if (chance(30))
		grant(p, day + between(0, 30), day + 30 + late, "pipelines", \
		    chance(10) ? "admin" : "user")
	if (chance(10))
		grant(p, day + 5, day + 5, "data", pick("user privileged"))
	if (chance(20))
		grant(p, day + 9, day + 9 + late, "warehouse", "user")
	if (chance(20))
		tell(known, "grant " p " wiki user")
	if (chance(40))
		lab(p, day + between(0, 300))
}

function edition(module, day) {
	if (chance(4))
		day -= 40 # learnt from the old one
	return module == "m1" ? (day < 104 ? "1.0.0" : "2.0.0") : \
	    module == "m4" ? (day < 60 ? "1.0.0" : day < 124 ? "1.1.0" : \
		day < 305 ? "2.0.0" : "3.0.0") : \
	    module == "m6" && day >= 214 ? "2.0.0" : "1.0.0"
}
function here(p, day) { return day >= since[p] && day <= until[p] }
function done(p, day, module, hour) {
	day = int(day)
	if (team[p] == "mobile" && day > 85) # they stopped
		return
	if (day < -380 || (until[p] < 999 && day > until[p]))
		return
	hour = chance(30) ? between(1, 23) : 0
	tell(day, "done " p " " module " " edition(module, day) \
	    (module == "m7" ? " score=" between(74, 100) : ""), hour)
}
function lab(p, day) { tell(day, "lab " p " lab1", between(8, 18)) }
function delay(p) {
	return diligence[p] == "prompt" ? between(1, 24) : \
	    diligence[p] == "late" ? between(15, 55) : between(30, 300)
}
function learns(p, from, every, module, day) {
	for (day = from + delay(p); day < 365; day += every) {
		done(p, day, module)
		day += delay(p) - 30
		if (diligence[p] == "lazy" && chance(60))
			return
	}
}
function signs(p, day, version) {
	if (day < until[p] && !(team[p] == "mobile" && day > 85))
		tell(day, "sign " p " " version, chance(50) ? 17 : 0)
}
# What somebody does over the year, from a day on.
function studies(p, from, start) {
	start = from < -350 ? -380 + rnd(300) : from
	learns(p, start, 365, "m1")
	if (chance(75))
		learns(p, 170 + rnd(30), 190, "m1")
	if (chance(70))
		done(p, -330 + rnd(320), "m2")
	if (chance(75))
		done(p, 25 + rnd(70), "m2")
	if (chance(65))
		done(p, 215 + rnd(70), "m2")
	if (unit[p] ~ /cards|platform|harbour/)
		learns(p, -240 + rnd(80), 183, "m3")
	if (role[p] ~ /lead/ || chance(25))
		learns(p, pick("-100 -50 60 118 300"), 175, "m4")
	if (chance(30))
		done(p, -200 + rnd(500), "m5")
	if (team[p] ~ /payments|ledger/)
		learns(p, -300 + rnd(250), pick("340 60 200"), "m7")
	if (employment[p] != "intern" || chance(20)) {
		signs(p, (from < 0 ? 0 : from) + delay(p), from < 200 ? 1 : 2)
		if (chance(80))
			signs(p, 170 + delay(p), 2)
	}
	if (employment[p] == "contractor")
		done(p, from + delay(p), "m8")
	if (role[p] == "lead")
		learns(p, 185 + rnd(20), 50, "m9")
}

function someone() { return name[1 + rnd(people)] }
function colleague(day, p) {
	do
		p = someone()
	while (!here(p, day) || !here(p, day + 25))
	return p
}
# When it became known: mostly at once, else some days later or before.
function knowledge(day, back) {
	back = chance(70) ? 0 : chance(75) ? between(1, 40) : -between(1, 10)
	return day + back > 364 ? day : day + back
}
function change(p, day, what, known) {
	known = not_before(knowledge(day), heard[p])
	tell(known, "change " p " " what told("effective", day, known))
}
function revoke(p, day, known, place, level) {
	tell(known, "revoke " p " " place " " level \
	    (known > day || chance(60) ? " until=" date(day) : ""))
}

function leaves_and_returns(p, day, known, back, on) {
	do {
		day = between(3, 330)
		p = colleague(day)
	} while (p in gone)
	gone[p] = 1
	until[p] = day
	back = chance(60) ? day + pick("1 2 3 15 60 90 91 92 120 180") : 999
	known = not_before(knowledge(day), heard[p])
	if (known >= back) # nobody returns who was not heard to leave
		known = back - 1
	tell(known, "leave " p " " date(day))
	if (chance(60))
		revoke(p, day, known, "production", "user")
	if (back > 350)
		return
	on = back + (chance(30) ? between(1, 12) : 0)
	if (chance(40))
		team[p] = team_of(unit[p])
	if (employment[p] == "contractor" && chance(70))
		employment[p] = "employee"
	join_line(p, back, on)
	until[p] = 999
	since[p] = back
	if (chance(60))
		grant(p, back + 1, on + 1, "production", "user")
	if (chance(60))
		done(p, back + between(0, 40), "m1")
	if (chance(60))
		signs(p, back + between(0, 40), back < 175 ? 1 : 2)
}
function changes_team(p, day) {
	day = between(2, 335)
	p = colleague(day)
	unit[p] = pick("cards platform retail corporate")
	team[p] = team_of(unit[p])
	change(p, day, "team=" team[p] " unit=" unit[p])
	if (team[p] ~ /payments|ledger/)
		done(p, day + delay(p), "m7")
	if (unit[p] ~ /cards|platform/)
		done(p, day + delay(p), "m3")
}
function changes_role(p, day) {
	day = between(2, 335)
	p = colleague(day)
	role[p] = role[p] == "developer" ? pick("lead lead security_lead") : \
	    "developer"
	change(p, day, "role=" role[p])
	done(p, day + delay(p), "m4")
	if (chance(50))
		done(p, day + delay(p), "m9")
}
function changes_duties(p, day) {
	day = between(2, 340)
	p = colleague(day)
	change(p, day, "duties=" some_duties() \
	    (chance(20) ? " stacks=" some_stacks() : ""))
	if (chance(70))
		done(p, day + int(delay(p) / 2), "m5")
	if (chance(40)) # and gives them up again
		change(p, day + between(5, 130), "duties=")
}
function is_employed(p, day) {
	day = between(2, 335)
	p = colleague(day)
	employment[p] = employment[p] == "contractor" ? "employee" : \
	    "contractor"
	change(p, day, "employment=" employment[p])
	done(p, day + delay(p), "m8")
}
function gets_access(p, day, known, place, level, end) {
	day = between(-20, 340)
	p = colleague(day)
	known = chance(70) ? day : day + between(1, 40)
	place = pick("production production pipelines data warehouse wiki")
	level = pick("user user admin privileged")
	grant(p, day, known, place, level)
	if (level != "user" && chance(70))
		lab(p, day + delay(p))
	if (level != "user" && chance(60))
		done(p, day + int(delay(p) / 2), "m5")
	if (chance(50))
		return
	end = (known > day ? known : day) + between(5, 150)
	revoke(p, end, chance(70) ? end : end + between(1, 20), place, level)
	if (chance(50)) # and has it again
		grant(p, end + pick("1 2 3 30 91 120"), \
		    end + 20 + between(0, 100), place, level)
}
function is_away(p, day, last, known) {
	day = between(-20, 340)
	p = colleague(day)
	last = day + pick("4 10 20 45 90 150")
	known = not_before(knowledge(day), heard[p])
	tell(known, "away " p " " date(day) \
	    (chance(15) ? "" : " " date(last)))
	if (chance(40))
		done(p, last + between(1, 20), "m1")
}
function has_exception(p, day) {
	day = between(1, 340)
	p = colleague(day)
	tell(day, "exception " p " " pick("awareness secure-coding" \
	    " refresher review on-call before-access competent sign" \
	    " hands-on") " until=" date(day + between(5, 120)))
}
function proved_elsewhere(p, day, end) {
	day = between(-60, 340)
	p = colleague(day)
	end = chance(70) ? " until=" date(day + between(5, 500)) : ""
	if (chance(50))
		tell(day, "certificate " p " " pick("m1 m2 m3 m4 m6 m7") \
		    " completed=" date(day - between(0, 90)) end)
	else
		tell(day, "override " p " " pick("m1 m2 m4 m5 m7 m8") " " \
		    pick("1.0.0 2.0.0") " completed=" \
		    date(day - between(0, 60)) end)
}
function acquisition(i, p, first) {
	first = 273 # 1 October
	for (i = 0; i < 40; i++) {
		p = hire(first, first + 14, "harbour")
		if (chance(50))
			grant(p, first, first + 15, "production", "user")
		if (chance(40))
			tell(first + 20, "certificate " p " m1 completed=" \
			    date(first - between(5, 300)) " until=" \
			    date(first + between(10, 90)))
		studies(p, first)
	}
}

BEGIN {
	if (!seed)
		seed = 20260101
	tell(-25, "policy 1 effective=2026-01-01")
	tell(165, "policy 2 effective=2026-07-01")
	tell(60, "release m4 1.1.0")
	tell(104, "release m1 2.0.0")
	tell(124, "release m4 2.0.0", 9)
	tell(214, "release m6 2.0.0")
	tell(305, "release m4 3.0.0")
	for (i = 0; i < 260; i++) {
		d = -30 - rnd(350)
		studies(hire(d - (chance(50) ? rnd(900) : 0), d), d)
	}
	for (i = 0; i < 45; i++) {
		d = between(1, 355)
		known = knowledge(d)
		studies(hire(d, known), known > d ? known : d)
	}
	for (i = 0; i < 40; i++) {
		leaves_and_returns()
		changes_team()
		changes_role()
		has_exception()
		proved_elsewhere()
	}
	for (i = 0; i < 70; i++) {
		changes_duties()
		gets_access()
	}
	for (i = 0; i < 30; i++) {
		is_employed()
		is_away()
	}
	acquisition()
	for (d = -400; d < 365; d++)
		for (h = 0; h < 24; h++)
			printf "%s", lines[d, h]
}
