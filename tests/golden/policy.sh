# a policy is started, checked, compared, published and shown
export ASSAY_STATE=$PWD/state
dates() { sed -E 's/[0-9]{4}-[0-9]{2}-[0-9]{2}([0-9T:.]*Z)?/DATE/g; s/[0-9]{1,2} [A-Z][a-z]+ 20[0-9]{2}/DAY/g; s/[0-9a-f]{64}/HASH/g; s/[0-9a-f]{8}-[0-9a-f-]{27}/ID/g'; }
assay setup --name Acme --url http://127.0.0.1:8420 --link \
	--admin-name Ada --admin-email ada@acme.example >/dev/null 2>&1
assay policy list
assay policy new
echo "-- exit status $?"
assay policy new --defaults --owner 'Ada "the owner" Beaumont' --enforced 'Leads \ and # nobody: else'
assay policy new --defaults --owner "$(printf 'two\nlines')" two.yaml
echo "-- exit status $?"
assay policy new --defaults
echo "-- exit status $?"
grep -nE '^(owner|  enforced):' policy.yaml
assay policy check policy.yaml
echo "-- exit status $?"
sed -e 's/access: \[repositories\]/access: [nowhere]/' -e 's/^approver: .*/approver: Ada "the owner" Beaumont/' \
	-e 's/"pci:6.2.2"/"pci:6.6.6"/' -e 's/fail: open/fail: ajar/' policy.yaml >wrong.yaml
assay policy check wrong.yaml
echo "-- exit status $?"
sed -i 's/fail: ajar/fail: open/' wrong.yaml
assay policy check wrong.yaml
echo "-- exit status $?"
printf '# Information security policy\n\n## Training and awareness\n\nAs the security training policy says.\n' >isms.md
assay policy check policy.yaml --against isms.md
echo "-- exit status $?"
printf '# Information security policy\n\n## Training\n\nNothing.\n' >isms.md
assay policy check policy.yaml --against isms.md
assay policy publish policy.yaml --note "the first one" 2>&1 | dates
assay policy list
assay policy publish policy.yaml --note "the first one" --apply 2>&1 | dates
assay policy publish policy.yaml --note "again" --apply 2>&1 | dates
assay policy list | dates
sed -e 's/^version: 1 /version: 2 /' -e 's/    first_days: 14/    first_days: 7/' policy.yaml >second.yaml
assay policy diff 1 second.yaml | dates
assay policy diff policy.yaml second.yaml --text --json
assay policy diff 1 0 --text | grep '^gate'
assay policy diff 1 1 --on 2026-13-01
echo "-- exit status $?"
assay policy show 3
echo "-- exit status $?"
assay policy show 1 --text | sed -n '/^Where it holds/,/^How it is counted/p'
assay policy on soon
echo "-- exit status $?"
later=$(date -u -d '+60 days' +%F)
assay due --on "$later" 2>&1 | dates
echo "-- exit status ${PIPESTATUS[0]}"
assay due --on "$later" --json | grep -oE '"kind":"[a-z]+","id":"[a-z0-9-]+"'
assay assign ada@acme.example a05-injection --by "$later"
echo "-- exit status $?"
assay assign ada@acme.example a05-injection --by tomorrow --reason "you are on call"
assay assign ada@acme.example no-such-module --by "$later" --reason "you are on call"
assay assign bob@acme.example a05-injection --by "$later" --reason "you are on call"
assay assign ada@acme.example a05-injection --by "$later" --reason "you are on call"
echo "-- exit status $?"
assay assign ada@acme.example a05-injection --by "$later" --reason "you are on call"
echo "-- exit status $?"
assay due --on "$later" | dates | grep -A1 Injection
