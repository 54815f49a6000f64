import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.interfaces.DecodedJWT;

class Claims {
	String subject(String token) {
		// ruleid: java-jwt-decode-only
		return JWT.decode(token).getSubject();
	}

	String subjectVerified(String token, Algorithm algorithm) {
		// ok: java-jwt-decode-only
		DecodedJWT jwt = JWT.decode(token);
		algorithm.verify(jwt);
		return jwt.getSubject();
	}
}
