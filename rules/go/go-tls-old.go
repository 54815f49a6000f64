package server

import "crypto/tls"

func config(certificate tls.Certificate) *tls.Config {
	// ruleid: go-tls-old
	return &tls.Config{
		Certificates: []tls.Certificate{certificate},
		MinVersion:   tls.VersionTLS10,
	}
}

func lower(config *tls.Config) {
	// ruleid: go-tls-old
	config.MinVersion = tls.VersionTLS11
}

func configSafely(certificate tls.Certificate) *tls.Config {
	// ok: go-tls-old
	return &tls.Config{
		Certificates: []tls.Certificate{certificate},
		MinVersion:   tls.VersionTLS12,
	}
}
