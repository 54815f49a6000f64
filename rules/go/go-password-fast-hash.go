package accounts

import (
	"crypto/md5"
	"crypto/sha256"

	"golang.org/x/crypto/bcrypt"
)

type account struct {
	password string
}

func store(password string, a account) {
	// ruleid: go-password-fast-hash
	sum := md5.Sum([]byte(password))
	// ruleid: go-password-fast-hash
	other := sha256.Sum256([]byte(a.password))
	hash := sha256.New()
	// ruleid: go-password-fast-hash
	hash.Write([]byte(password))
	keep(sum[:], other[:], hash.Sum(nil))
}

func storeSafely(password string, file string) {
	// ok: go-password-fast-hash
	hash, err := bcrypt.GenerateFromPassword([]byte(password), bcrypt.DefaultCost)
	if err != nil {
		return
	}
	// ok: go-password-fast-hash
	sum := sha256.Sum256([]byte(file))
	keep(hash, sum[:])
}

func keep(parts ...[]byte) {}
