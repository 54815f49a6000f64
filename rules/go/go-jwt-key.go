package signing

import (
	"os"

	"github.com/golang-jwt/jwt/v5"
)

var key = []byte("orders-2024")

const words = "orders-2025"

func sign(token *jwt.Token) (string, error) {
	// ruleid: go-jwt-key
	return token.SignedString(key)
}

func signToo(token *jwt.Token) (string, error) {
	// ruleid: go-jwt-key
	return token.SignedString([]byte(words))
}

func signSafely(token *jwt.Token) (string, error) {
	// ok: go-jwt-key
	return token.SignedString([]byte(os.Getenv("SIGNING_KEY")))
}
