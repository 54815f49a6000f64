import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;

class Swallowed {
	void dropped(X509Certificate certificate, PublicKey key) {
		// ruleid: java-check-swallowed
		try {
			certificate.verify(key);
		} catch (GeneralSecurityException e) {
		}
	}

	void refused(X509Certificate certificate, PublicKey key) {
		// ok: java-check-swallowed
		try {
			certificate.verify(key);
		} catch (GeneralSecurityException e) {
			throw new IllegalStateException(e);
		}
	}
}
