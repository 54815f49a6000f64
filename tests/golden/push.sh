# what an upload is refused for before anything travels
export GIT_CEILING_DIRECTORIES=/tmp
run() {
	echo "\$ $*"
	"$@"
	echo "-- exit status $?"
}
here="--commit c1 --branch main --server http://127.0.0.1:1"
unset ASSAY_SERVER ASSAY_TOKEN
run assay push
run assay push scan.sarif
run assay push scan.sarif --commit c1
run assay push scan.sarif --commit c1 --branch main
run assay push scan.sarif $here
echo "two words" >token
run assay push scan.sarif $here --token-file token
echo "assay_x" >token
run assay push scan.sarif $here --token-file token
printf '{"version":"2.1.0","runs":[{"tool":' >scan.sarif
run assay push scan.sarif $here --token-file token
printf '{"version":"2.1.0","runs":[{"results":[{"message":"m"}]}]}' >scan.sarif
run assay push scan.sarif $here --token-file token
