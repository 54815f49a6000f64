import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class SignInLog {
	private static final Logger log = LoggerFactory.getLogger(SignInLog.class);

	void told(String user, String password) {
		// ruleid: java-log-secret
		log.info("sign-in of {} with {}", user, password);
	}

	void joined(String accessToken) {
		// ruleid: java-log-secret
		log.debug("token " + accessToken);
	}

	void kept(String user) {
		// ok: java-log-secret
		log.info("sign-in of {}, password checked", user);
	}
}
