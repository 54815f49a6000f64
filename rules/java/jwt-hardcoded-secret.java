import com.auth0.jwt.algorithms.Algorithm;

class Signing {
	Algorithm written() {
		// ruleid: jwt-hardcoded-secret
		return Algorithm.HMAC256("correct horse");
	}

	Algorithm given() {
		// ok: jwt-hardcoded-secret
		return Algorithm.HMAC256(System.getenv("TOKEN_KEY"));
	}
}
