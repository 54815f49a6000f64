import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import io.jsonwebtoken.Jwts;
import javax.crypto.SecretKey;

class Tokens {
	String issue(String name) {
		// ruleid: java-jwt-unverified
		return JWT.create().withSubject(name).sign(Algorithm.none());
	}

	Object read(String token) {
		// ruleid: java-jwt-unverified
		return Jwts.parser().unsecured().build().parse(token);
	}

	Object readVerified(String token, SecretKey key) {
		// ok: java-jwt-unverified
		return Jwts.parser().verifyWith(key).build().parseSignedClaims(token);
	}
}
