# campaigns, concerns by mail, notices and incidents in the terminal
export ASSAY_STATE=$PWD/state
say() {
	echo "\$ assay $*"
	rc=0
	assay "$@" || rc=$?
	[ "$rc" = 0 ] || echo "-- exit status $rc"
}
today() { sed -E "s/$(date -u +%F)/TODAY/g; s/C-[0-9A-F]{8}/C-NUMBER/"; }
assay setup --name Acme --url https://assay.acme.example --admin-name 'Ada Lovelace' \
	--admin-email ada@acme.example --link >/dev/null 2>&1
printf '%s\n' email,name,role,team grace@acme.example,Grace,lead,payments \
	dennis@acme.example,Dennis,developer,payments | assay roster import - 2>&1
fuzz=$SOURCE/tests/fuzz

say campaign import "$fuzz/gophish/events.csv"
say campaign import "$fuzz/gophish/events.csv" --difficulty nasty
say campaign import "$fuzz/gophish/events.csv" --difficulty fair
say campaign import "$fuzz/gophish/events.csv" --difficulty fair --title Parcel --crowd 1
say campaign import "$fuzz/gophish/events.csv" --difficulty fair --title Parcel
say campaign list
say campaign import "$fuzz/gophish/results.csv" --difficulty fair --title Parcel --apply
say campaign import "$fuzz/gophish/results.csv" --difficulty fair --title Parcel --apply 2>&1 | today
say campaign import "$fuzz/gophish/results.json" --difficulty fair --seconds 0 --crowd 0 --apply
say campaign list
say campaign list --json | sed -E 's/"imported":"[^"]*"/"imported":"TIME"/'
sed 's/Clicked/Licked/' "$fuzz/gophish/events.csv" >bad.csv
say campaign import bad.csv --difficulty easy --title X --apply
say campaign import missing.json --difficulty easy

say concern receive <"$fuzz/concern_mail/mixed.eml" | today
say concern receive <"$fuzz/gophish/events.csv"
printf 'From: a@b.c\nContent-Type: text/plain; charset=koi8-r\n\nx' | say concern receive
say concern receive </dev/null
for n in $(seq 20); do
	printf 'From: loud@b.c\n\n%s\n' "$n" | assay concern receive >/dev/null
done
printf 'From: loud@b.c\n\nagain\n' | say concern receive 2>&1 | sed -E "s,[0-9]+ minutes,N minutes,"

echo 'Lock *yours*.' >phones.md
say notice publish phones.md --title 'Lost phones' --audience everybody
say notice publish phones.md --title 'Lost phones' --audience team:nowhere
say notice publish phones.md --title 'Lost phones' --audience role:boss
say notice publish phones.md --title 'Keys' --audience team:payments,role:developer --until 2020-01-01
say notice publish phones.md --title 'Keys' --audience team:payments,role:developer
say notice list | today

say incident record --id INC-12 --title Leak --cwe 89 --occurred 2026-03-03 --team payments
say incident record --id INC-12 --title Leak --cwe 89 --occurred 2026-03-03 2>&1 | today
say incident record --id INC-13 --title Gap --cwe CWE-1234 --occurred 2026-03-03
say incident record --id 'INC 14' --title Gap --cwe 89 --occurred 2026-03-03
say incident record --id INC-14 --title Gap --cwe SQL --occurred 2026-03-03
say incident record --id INC-14 --title Gap --cwe 89 --occurred 2999-03-03
say due dennis@acme.example --all | grep INC
say rebuild --check
