# shows the main job on the embedded database, at 127.0.0.1:8420; --reset starts over
case ${1:-} in
"" | --reset) ;;
*) die "demo: '$1' is not known; only --reset is" ;;
esac

PORT=${ASSAY_DEMO_PORT:-8420}
DEMO=$PWD/.demo
URL=http://127.0.0.1:$PORT
ASSAY=$PWD/build/assay
export ASSAY_STATE=$DEMO/state

if [ "${1:-}" = --reset ] && [ -d "$DEMO" ]; then
	say "starting over: $DEMO is removed"
	rm -rf "$DEMO"
fi
need_program
need_labs

first_time() {
	mkdir -p "$DEMO"
	step "making the organisation, its keys and its database" \
		"$ASSAY" setup --name "Parcels Ltd" --url "$URL" --link \
		--admin-name "Ada Byrne" --admin-email ada.byrne@parcels.example
	step "importing four people from demo/people.csv" \
		"$ASSAY" roster import demo/people.csv
	"$ASSAY" token make parcels/parcels --label demo >"$DEMO/token.new"
	chmod 600 "$DEMO/token.new"
	step "making the repository of a small service, with its history" \
		demo/make-repo.sh "$DEMO/parcels"
	git -C "$DEMO/parcels" switch -q feature/search-sorting
	mv "$DEMO/token.new" "$DEMO/token" # last: from here on it is all there
}
if [ ! -f "$DEMO/token" ]; then
	rm -rf "$DEMO"
	first_time
fi

answers() { (exec 3<>"/dev/tcp/127.0.0.1/$PORT") 2>/dev/null; }
answers && die "port $PORT is in use; ASSAY_DEMO_PORT=N takes another (with --reset)"
"$ASSAY" serve --listen "127.0.0.1:$PORT" 2>>"$DEMO/serve.log" &
SERVER=$!
stop() {
	trap - EXIT INT TERM
	kill "$SERVER" 2>/dev/null || true
	wait "$SERVER" 2>/dev/null || true
	say "stopped; everything is kept in .demo, './dev demo' goes on with it"
	exit 0
}
trap stop EXIT INT TERM
for _ in $(seq 100); do
	answers && break
	kill -0 "$SERVER" 2>/dev/null || {
		tail -n 5 "$DEMO/serve.log" >&2
		die "the server did not start; its log is .demo/serve.log"
	}
	sleep 0.1
done

say "scanning what the branch feature/search-sorting adds to main"
(cd "$DEMO/parcels" && "$ASSAY" scan --base main --explain) || [ $? = 1 ]
(cd "$DEMO/parcels" && "$ASSAY" scan --base main --format sarif \
	--output "$DEMO/scan.sarif") || [ $? = 1 ]
say "uploading the findings, as the pipeline would"
(cd "$DEMO/parcels" && "$ASSAY" push "$DEMO/scan.sarif" --base main \
	--server "$URL" --token-file "$DEMO/token")

link() { "$ASSAY" person link "$1@parcels.example" | grep -o 'http[^ ]*' | head -n 1; }
links() {
	cat <<TEXT

assay is up at $URL          (Ctrl-C stops it)

Sign in by a link; each is for one use, within 15 minutes:

  Mira, who wrote the branch   $(link mira.okafor)
  Jonas, who leads the team    $(link jonas.lindqvist)
  Dana, the auditor            $(link dana.whitfield)

What to look at, in this order (a private window a person keeps them apart):
  1. Mira's first page names one next thing. Open her finding, read its lesson,
     take the quiz (every answer is kept at once), pass it, sign the attestation.
  2. Mira: "Labs". Run an attack, read what each layer of the service did, mend it.
  3. Jonas: "Team" shows who is current and what is due, and why.
  4. Dana: "Evidence" exports who was asked what and what they proved, as CSV.
  5. In another terminal: ASSAY_STATE=.demo/state build/assay ledger verify
TEXT
}
links
if [ -t 0 ]; then
	echo "Press Enter for new links."
	while read -r _; do links; done
fi
wait "$SERVER"
