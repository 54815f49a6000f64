import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.X509TrustManager;

class Trust {
	static class All implements X509TrustManager {
		public void checkClientTrusted(X509Certificate[] chain, String type) {}

		// ruleid: java-tls-trust-all
		public void checkServerTrusted(X509Certificate[] chain, String type) {}

		public X509Certificate[] getAcceptedIssuers() {
			return new X509Certificate[0];
		}
	}

	static class Pinned implements X509TrustManager {
		private final X509TrustManager system;

		Pinned(X509TrustManager system) {
			this.system = system;
		}

		public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
			system.checkClientTrusted(chain, type);
		}

		// ok: java-tls-trust-all
		public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
			system.checkServerTrusted(chain, type);
		}

		public X509Certificate[] getAcceptedIssuers() {
			return system.getAcceptedIssuers();
		}
	}
}
