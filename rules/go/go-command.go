package images

import (
	"net/http"
	"os/exec"
	"path/filepath"
)

var programs = map[string]string{"png": "optipng", "jpg": "jpegoptim"}

func resize(w http.ResponseWriter, r *http.Request) {
	name := r.FormValue("name")
	// ruleid: go-command
	exec.Command("sh", "-c", "convert "+name+" out.png").Run()
	// ruleid: go-command
	exec.CommandContext(r.Context(), "/bin/bash", "-c", "identify "+name).Output()
	// ruleid: go-command
	exec.Command(r.FormValue("tool"), "--version").Run()
}

func resizeSafely(w http.ResponseWriter, r *http.Request) {
	name := filepath.Base(r.FormValue("name"))
	// ok: go-command
	exec.Command("convert", "--", name, "out.png").Run()
	// ok: go-command
	exec.Command(programs[r.FormValue("kind")], "--", name).Run()
	// ok: go-command
	exec.Command("sh", "-c", "sync").Run()
}
