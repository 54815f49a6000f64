import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;

class Contexts {
	SSLContext old() throws GeneralSecurityException {
		// ruleid: java-tls-old
		return SSLContext.getInstance("TLSv1.1");
	}

	SSLContext today() throws GeneralSecurityException {
		// ok: java-tls-old
		return SSLContext.getInstance("TLSv1.3");
	}

	SSLContext chosen() throws GeneralSecurityException {
		// ok: java-tls-old
		return SSLContext.getInstance("TLS");
	}
}
