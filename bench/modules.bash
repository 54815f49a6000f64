# Sourced by benches whose policies ask for many modules.

# many_modules DIR: the content with modules m0 to m40 beside its own
many_modules() {
	cp -r content "$1"
	for i in $(seq 0 40); do
		cp -r content/modules/report-incidents "$1/modules/m$i"
		sed -i "s/report-incidents/m$i/g" "$1/modules/m$i"/*
	done
}
