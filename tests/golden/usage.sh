# the program's own help, and what a slip at the prompt gets
assay --help
echo "-- exit status $?"
assay --no-such-flag
echo "-- exit status $?"
assay no-such-command
