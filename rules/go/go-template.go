package mail

import (
	"net/http"
	"text/template"
)

func letter(w http.ResponseWriter, r *http.Request) {
	text := "Dear " + r.FormValue("name") + ", your order {{.ID}} is on its way."
	// ruleid: go-template
	t, err := template.New("letter").Parse(text)
	if err != nil {
		return
	}
	t.Execute(w, nil)
}

func letterSafely(w http.ResponseWriter, r *http.Request) {
	// ok: go-template
	t, err := template.New("letter").Parse("Dear {{.}}, your order is on its way.")
	if err != nil {
		return
	}
	t.Execute(w, r.FormValue("name"))
}
