package preview

import (
	"fmt"
	"net/http"
)

var feeds = map[string]string{"news": "https://news.example/feed"}

func fetch(w http.ResponseWriter, r *http.Request) {
	address := r.URL.Query().Get("url")
	// ruleid: go-ssrf
	http.Get(address)
	// ruleid: go-ssrf
	req, err := http.NewRequestWithContext(r.Context(), "GET", "https://"+r.FormValue("host")+"/status", nil)
	if err != nil {
		return
	}
	http.DefaultClient.Do(req)
}

func fetchWith(client *http.Client, r *http.Request) {
	// ruleid: go-ssrf
	client.Get(r.FormValue("url"))
}

func fetchSafely(w http.ResponseWriter, r *http.Request) {
	// ok: go-ssrf
	http.Get(feeds[r.FormValue("feed")])
	// ok: go-ssrf
	http.Get("https://items.example/item/" + r.PathValue("id"))
	// ok: go-ssrf
	http.Get(fmt.Sprintf("https://items.example/item/%s", r.PathValue("id")))
}
