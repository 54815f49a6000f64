#!/usr/bin/env bash
# make-repo.sh DIR: the repository of `parcels`, made anew in DIR, which must
# not be there.  Eight commits on main by three people, then the branch
# feature/search-sorting with two more.  Same input, same commit ids.
set -euo pipefail
[ $# -eq 1 ] || { echo "usage: make-repo.sh DIR" >&2; exit 2; }
[ ! -e "$1" ] || { echo "make-repo.sh: $1 is already there" >&2; exit 3; }
steps=$(cd "$(dirname "$0")/parcels" && pwd)

export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE
git init -q -b main "$1"
cd "$1"

# commit STEP DATE WHO SUBJECT [BODY]
commit() {
	cp -R "$steps/$1/." .
	case $3 in
	mira) name="Mira Okafor" mail=mira.okafor@parcels.example ;;
	tomas) name="Tomas Reyes" mail=tomas.reyes@parcels.example ;;
	jonas) name="Jonas Lindqvist" mail=jonas.lindqvist@parcels.example ;;
	esac
	git add -A
	GIT_AUTHOR_NAME=$name GIT_AUTHOR_EMAIL=$mail GIT_AUTHOR_DATE="$2+00:00" \
		GIT_COMMITTER_NAME=$name GIT_COMMITTER_EMAIL=$mail GIT_COMMITTER_DATE="$2+00:00" \
		git commit -q -m "$4" ${5:+-m "$5"}
}

commit 01-start 2026-08-03T09:12:00 jonas "An application that answers /healthz"
commit 02-store 2026-08-04T14:40:00 jonas "Store parcels in SQLite" \
	"One connection a request; 'flask init-db' makes the tables."
commit 03-pricing 2026-08-11T10:05:00 tomas "Price a parcel by weight, zone and service"
commit 04-booking 2026-08-19T16:21:00 mira "Book a parcel and look at it" \
	"Customers send their key with each request and see their own parcels only."
commit 05-tracking 2026-09-02T11:48:00 tomas "Follow a parcel from depot to door" \
	"A state can only follow one that leads to it."
commit 06-tests 2026-09-03T09:30:00 tomas "Test the API as a customer uses it"
commit 07-depots 2026-09-22T13:15:00 jonas "Know which depot a postcode belongs to"
commit 08-search 2026-10-07T15:02:00 mira "Find a customer's parcels by recipient"

git switch -q -c feature/search-sorting
commit feature 2026-11-18T10:27:00 mira "Sort the search and take it along as CSV" \
	"Support asked for both: newest or oldest first, and a file for the month's bill."
commit feature-docs 2026-11-18T10:41:00 mira "Say how to sort"
