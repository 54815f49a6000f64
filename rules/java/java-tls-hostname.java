import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSession;

class Hosts {
	void any(HttpsURLConnection connection) {
		// ruleid: java-tls-hostname
		connection.setHostnameVerifier((host, session) -> true);
	}

	// ruleid: java-tls-hostname
	public boolean verify(String host, SSLSession session) {
		return true;
	}

	void one(HttpsURLConnection connection) {
		// ok: java-tls-hostname
		connection.setHostnameVerifier((host, session) -> host.equals("db.example"));
	}
}
