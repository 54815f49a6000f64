# fails the first allocation, then the second, and so on, in base, codec, store
need_tests
with_tests
grep -l 'torture(' src/*/*_test.c | sed 's|.*/||; s|\.c$||' |
	while read -r test; do say "$test"; tools/with_postgres.sh "build/$test"; done
