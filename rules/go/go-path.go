package files

import (
	"net/http"
	"os"
	"path/filepath"

	"github.com/gin-gonic/gin"
)

const folder = "/srv/files"

func download(w http.ResponseWriter, r *http.Request) {
	path := filepath.Join(folder, r.URL.Query().Get("name"))
	// ruleid: go-path
	content, err := os.ReadFile(path)
	if err != nil {
		return
	}
	w.Write(content)
	// ruleid: go-path
	http.ServeFile(w, r, folder+"/"+r.PathValue("name"))
}

func attachment(c *gin.Context) {
	// ruleid: go-path
	c.File(filepath.Join(folder, c.Param("name")))
}

func downloadSafely(w http.ResponseWriter, r *http.Request) {
	name := r.URL.Query().Get("name")
	// ok: go-path
	os.ReadFile(filepath.Join(folder, filepath.Base(name)))
	// ok: go-path
	os.OpenInRoot(folder, name)
	// ok: go-path
	os.ReadFile(filepath.Join(folder, "index.html"))
}
