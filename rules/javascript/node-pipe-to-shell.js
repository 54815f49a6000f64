const { execSync, execFileSync } = require("node:child_process");

function install() {
	// ruleid: node-pipe-to-shell
	execSync("curl -fsSL https://tools.example/install.sh | sudo bash", { stdio: "inherit" });
}

function update(version) {
	// ruleid: node-pipe-to-shell
	execSync(`wget -qO- https://tools.example/${version}/install.sh | sh`);
}

function installWell() {
	// ok: node-pipe-to-shell
	execSync("curl -fsSLo install.sh https://tools.example/install.sh && sha256sum -c install.sum");
	execFileSync("sh", ["install.sh"]);
}

function count() {
	// ok: node-pipe-to-shell
	return execSync("curl -fsS https://tools.example/list | wc -l");
}

module.exports = { install, update, installWell, count };
