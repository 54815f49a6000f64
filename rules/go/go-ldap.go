package people

import (
	"fmt"
	"net/http"

	"github.com/go-ldap/ldap/v3"
)

const base = "ou=people,dc=example,dc=org"

func find(w http.ResponseWriter, r *http.Request) {
	filter := fmt.Sprintf("(uid=%s)", r.FormValue("uid"))
	// ruleid: go-ldap
	ldap.NewSearchRequest(base, ldap.ScopeWholeSubtree, ldap.NeverDerefAliases, 1, 5, false, filter, []string{"cn"}, nil)
}

func findSafely(w http.ResponseWriter, r *http.Request) {
	filter := fmt.Sprintf("(uid=%s)", ldap.EscapeFilter(r.FormValue("uid")))
	// ok: go-ldap
	ldap.NewSearchRequest(base, ldap.ScopeWholeSubtree, ldap.NeverDerefAliases, 1, 5, false, filter, []string{"cn"}, nil)
}
