package login

import (
	"net/http"

	"github.com/gin-gonic/gin"
)

var pages = map[string]string{"home": "/", "cart": "/cart"}

func after(w http.ResponseWriter, r *http.Request) {
	next := r.FormValue("next")
	// ruleid: go-redirect
	http.Redirect(w, r, next, http.StatusSeeOther)
}

func afterGin(c *gin.Context) {
	// ruleid: go-redirect
	c.Redirect(http.StatusFound, c.Query("next"))
}

func afterSafely(w http.ResponseWriter, r *http.Request) {
	// ok: go-redirect
	http.Redirect(w, r, pages[r.FormValue("next")], http.StatusSeeOther)
	// ok: go-redirect
	http.Redirect(w, r, "/orders/"+r.PathValue("id"), http.StatusSeeOther)
	// ok: go-redirect
	http.Redirect(w, r, "/login", http.StatusSeeOther)
}
