package codes

import (
	crand "crypto/rand"
	"fmt"
	"math/rand"
)

func makeToken() string {
	out := make([]byte, 16)
	for i := range out {
		// ruleid: go-weak-random-token
		out[i] = byte(rand.Intn(256))
	}
	return fmt.Sprintf("%x", out)
}

func mail() string {
	// ruleid: go-weak-random-token
	otp := fmt.Sprintf("%06d", rand.Intn(1000000))
	return otp
}

func makeTokenSafely() string {
	// ok: go-weak-random-token
	return crand.Text()
}

func wait() int {
	// ok: go-weak-random-token
	return rand.Intn(250)
}
