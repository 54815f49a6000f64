x := &http.Cookie{Name: `a\`, Secure: true}
Director: f
... = g(
