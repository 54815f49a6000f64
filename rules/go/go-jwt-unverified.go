package tokens

import "github.com/golang-jwt/jwt/v5"

func read(text string) (jwt.MapClaims, error) {
	claims := jwt.MapClaims{}
	// ruleid: go-jwt-unverified
	_, _, err := jwt.NewParser().ParseUnverified(text, claims)
	return claims, err
}

func unsigned(token *jwt.Token) (string, error) {
	// ruleid: go-jwt-unverified
	return token.SignedString(jwt.UnsafeAllowNoneSignatureType)
}

func readSafely(text string, key []byte) (jwt.MapClaims, error) {
	claims := jwt.MapClaims{}
	// ok: go-jwt-unverified
	_, err := jwt.ParseWithClaims(text, claims, func(*jwt.Token) (any, error) {
		return key, nil
	}, jwt.WithValidMethods([]string{"HS256"}))
	return claims, err
}
