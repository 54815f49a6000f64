# an organisation set up in the terminal, its people, a backup and its return
export ASSAY_STATE=$PWD/state
say() {
	echo "\$ assay $*"
	rc=0
	assay "$@" || rc=$?
	[ "$rc" = 0 ] || echo "-- exit status $rc"
}
token() { sed -E 's/(assay_|link.)[A-Za-z0-9_-]{43}/\1TOKEN/'; }
acme=(--name Acme --admin-name 'Ada Lovelace' --admin-email Ada@acme.example)

say setup "${acme[@]}" --url https://assay.acme.example
say setup "${acme[@]}" --url http://assay.acme.example --link
say setup --name Acme --url https://assay.acme.example --link
echo short | say setup "${acme[@]}" --url https://assay.acme.example --password-stdin
say setup "${acme[@]}" --url https://assay.acme.example/ --link 2>&1 | token
say setup "${acme[@]}" --url https://assay.acme.example --link

printf '%s\n' email,name,role,team,manager \
	grace@acme.example,Grace,boss,payments, \
	not-an-address,X,,, \
	grace@acme.example,Twin,,,nobody@acme.example >bad.csv
say roster import bad.csv
printf '%s\n' email,name,role,team,manager \
	grace@acme.example,Grace,lead,payments,ada@acme.example \
	'dennis@acme.example,"Ritchie, Dennis",,payments,grace@acme.example' >good.csv
say roster import --dry-run good.csv
say roster import good.csv
say roster import good.csv
say roster import missing.csv
say person list
say person role dennis@acme.example chief
say person role dennis@acme.example security_lead
say person role ada@acme.example developer
say person leave nobody@acme.example
say person leave grace@acme.example
say person link dennis@acme.example 2>&1 | token
say person link grace@acme.example
say person invite new@acme.example
say person list --all
say token make 'two words'
say token make acme/shop 2>&1 | token

say backup --with-keys one.backup 2>&1 | sed -E 's/[0-9]+ (rows|tables|keys|bytes|of)/N \1/g'
say backup one.backup
head -c 3000 one.backup >cut.backup
cp one.backup flipped.backup
printf X | dd of=flipped.backup bs=1 seek=2000 conv=notrunc status=none
say restore --state "$PWD/other" cut.backup
say restore --state "$PWD/other" flipped.backup
say restore --state "$PWD/other" good.csv
say restore one.backup
say restore --state "$PWD/other" one.backup 2>&1 | sed -E 's/[0-9]+ (rows|tables|keys)/N \1/g'
diff <(assay person list --json --all) <(assay person list --json --all --state "$PWD/other") &&
	echo the same people
diff -r state/keys other/keys && echo the same keys
say rebuild --check --state other 2>&1 | sed -E "s/[0-9]+/N/g"
say ledger verify --state other 2>&1 | sed -E "s/[0-9]+/N/g"
stat -c '%a %n' state state/keys state/assay.db one.backup other/keys/ledger.key
