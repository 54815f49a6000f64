package rates

import (
	"crypto/tls"
	"crypto/x509"
	"net/http"

	"golang.org/x/crypto/ssh"
)

func client() *http.Client {
	return &http.Client{
		Transport: &http.Transport{
			// ruleid: go-tls-unverified
			TLSClientConfig: &tls.Config{MinVersion: tls.VersionTLS12, InsecureSkipVerify: true},
		},
	}
}

func loosen(config *tls.Config) {
	// ruleid: go-tls-unverified
	config.InsecureSkipVerify = true
}

func shell() *ssh.ClientConfig {
	// ruleid: go-tls-unverified
	return &ssh.ClientConfig{User: "deploy", HostKeyCallback: ssh.InsecureIgnoreHostKey()}
}

func clientSafely(roots *x509.CertPool) *tls.Config {
	// ok: go-tls-unverified
	return &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: roots}
}

func pinned(check func(tls.ConnectionState) error) *tls.Config {
	// ok: go-tls-unverified
	return &tls.Config{InsecureSkipVerify: true, VerifyConnection: check}
}

func shellSafely(key ssh.PublicKey) *ssh.ClientConfig {
	// ok: go-tls-unverified
	return &ssh.ClientConfig{User: "deploy", HostKeyCallback: ssh.FixedHostKey(key)}
}
