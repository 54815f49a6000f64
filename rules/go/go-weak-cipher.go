package vault

import (
	"crypto/aes"
	"crypto/cipher"
	old "crypto/des"
	"crypto/rc4"
)

func seal(key []byte) {
	// ruleid: go-weak-cipher
	old.NewTripleDESCipher(key)
	// ruleid: go-weak-cipher
	rc4.NewCipher(key)
}

func sealSafely(key []byte) (cipher.AEAD, error) {
	// ok: go-weak-cipher
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}
