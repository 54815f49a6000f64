package cors

import "net/http"

var sites = map[string]bool{"https://shop.example": true}

func open(w http.ResponseWriter, r *http.Request) {
	origin := r.Header.Get("Origin")
	// ruleid: go-cors-reflected
	w.Header().Set("Access-Control-Allow-Origin", origin)
	w.Header().Set("Access-Control-Allow-Credentials", "true")
}

func openSafely(w http.ResponseWriter, r *http.Request) {
	origin := r.Header.Get("Origin")
	if sites[origin] {
		// ok: go-cors-reflected
		w.Header().Set("Access-Control-Allow-Origin", origin)
		w.Header().Set("Access-Control-Allow-Credentials", "true")
	}
}

func public(w http.ResponseWriter, r *http.Request) {
	// ok: go-cors-reflected
	w.Header().Set("Access-Control-Allow-Origin", r.Header.Get("Origin"))
}
