package sessions

import (
	"net/http"

	"github.com/gin-gonic/gin"
)

func start(w http.ResponseWriter, id string) {
	// ruleid: go-cookie-flags
	http.SetCookie(w, &http.Cookie{Name: "session", Value: id, Path: "/"})
	// ruleid: go-cookie-flags
	cookie := http.Cookie{Name: "auth_token", Value: id, HttpOnly: true}
	http.SetCookie(w, &cookie)
	// ruleid: go-cookie-flags
	http.SetCookie(w, &http.Cookie{Name: "sid", Value: id, Secure: false, HttpOnly: true})
}

func startGin(c *gin.Context, id string) {
	// ruleid: go-cookie-flags
	c.SetCookie("session", id, 3600, "/", "", false, true)
	// ok: go-cookie-flags
	c.SetCookie("session", id, 3600, "/", "", true, true)
}

func startSafely(w http.ResponseWriter, id string, secure bool) {
	// ok: go-cookie-flags
	http.SetCookie(w, &http.Cookie{
		Name:     "session",
		Value:    id,
		HttpOnly: true,
		Secure:   secure,
		SameSite: http.SameSiteLaxMode,
	})
	// ok: go-cookie-flags
	http.SetCookie(w, &http.Cookie{Name: "theme", Value: "dark"})
}
