# who may reach what: by a file and from a forge's list, the difference first
export ASSAY_STATE=$PWD/state
say() {
	echo "\$ assay $*"
	rc=0
	assay "$@" || rc=$?
	[ "$rc" = 0 ] || echo "-- exit status $rc"
}
day() { sed "s/$(date -u +%F)/TODAY/g"; }
assay setup --name Acme --admin-name 'Ada Lovelace' --admin-email ada@acme.example \
	--url https://assay.acme.example --link >/dev/null 2>&1
printf '%s\n' email,name,external,manager,unit \
	dennis@acme.example,Dennis,1042,ada@acme.example,bank \
	grace@acme.example,Grace,github:dmr,dennis@acme.example,bank >people.csv
say roster import people.csv
printf '%s\n' email,name,external \
	d.ritchie@acme.example,Dennis,1042 ada@acme.example,'Ada Lovelace', >moved.csv
say roster import moved.csv --dry-run
say roster import moved.csv --dry-run --leavers
say roster import moved.csv --dry-run --yes-many
printf '%s\n' email,name,manager ada@acme.example,'Ada Lovelace',grace@acme.example >circle.csv
say roster import circle.csv

printf '%s\n' email,system,level,since nobody@acme.example,production,user, \
	ada@acme.example,Production,user, ada@acme.example,production,user,2026-02-30 >bad.csv
say access import bad.csv --apply
printf '%s\n' email,system,level,since ada@acme.example,production,admin,2026-03-01 \
	grace@acme.example,production,,2026-03-01 >access.csv
say access import access.csv
say access import access.csv --complete iam --apply
say access import access.csv --complete iam
printf '%s\n' email,system,level ada@acme.example,production,admin >fewer.csv
say access import fewer.csv --source iam
say access import fewer.csv --complete iam --apply
say access list
say access list --all 2>&1 | day

sed 1d "$SOURCE/tests/fuzz/forge_members/github" >members.json
printf '%s\n' login,email ada-l,ada@acme.example >logins.csv
say access forge members.json --kind github
say access forge members.json --kind svn --system repositories
say access forge members.json --kind github --system repositories
say access forge members.json --kind github --system repositories --logins logins.csv --apply
say access forge members.json --kind github --system repositories
say access forge fewer.csv --kind github --system repositories
