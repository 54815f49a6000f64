# the demo's branch: two weaknesses come in, and nothing was there before
"$SOURCE/demo/make-repo.sh" parcels
cd parcels || exit
git log --format='%h %ad %an: %s' --date=short
git switch -q main
assay scan
echo "-- exit status $?"
git switch -q feature/search-sorting
assay scan --base main
