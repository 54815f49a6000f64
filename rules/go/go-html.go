package pages

import (
	"fmt"
	"html"
	"html/template"
	"io"
	"net/http"
)

var page = template.Must(template.New("page").Parse("<p>{{.}}</p>"))

func hello(w http.ResponseWriter, r *http.Request) {
	name := r.URL.Query().Get("name")
	// ruleid: go-html
	fmt.Fprintf(w, "<h1>Hello %s</h1>", name)
	// ruleid: go-html
	w.Write([]byte("<p>" + name + "</p>"))
	// ruleid: go-html
	io.WriteString(w, name)
	// ruleid: go-html
	page.Execute(w, template.HTML("<b>"+name+"</b>"))
}

func helloSafely(w http.ResponseWriter, r *http.Request) {
	name := r.URL.Query().Get("name")
	// ok: go-html
	page.Execute(w, name)
	// ok: go-html
	fmt.Fprintf(w, "<h1>Hello %s</h1>", html.EscapeString(name))
	// ok: go-html
	fmt.Fprint(w, "<h1>Hello</h1>")
}

func echo(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	// ok: go-html
	io.WriteString(w, r.FormValue("name"))
}
