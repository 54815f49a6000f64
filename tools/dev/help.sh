# the verbs, from the first line of each file
echo "usage: ./dev VERB"
echo
for file in tools/dev/*.sh; do
	name=$(basename "$file" .sh)
	[ "$name" = lib ] || printf '  %-9s %s\n' "$name" "$(sed -n '1s/^# //p' "$file")"
done
