import com.auth0.jwt.algorithms.Algorithm;

class Signing {
	Algorithm written() {
		// ruleid: java-jwt-hardcoded-secret
		return Algorithm.HMAC256("correct horse");
	}

	Algorithm given() {
		// ok: java-jwt-hardcoded-secret
		return Algorithm.HMAC256(System.getenv("TOKEN_KEY"));
	}
}
