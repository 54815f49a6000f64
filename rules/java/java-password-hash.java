import java.security.MessageDigest;
import javax.crypto.spec.PBEKeySpec;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

class Passwords {
	byte[] fast(MessageDigest sha, String password) {
		// ruleid: java-password-hash
		return sha.digest(password.getBytes());
	}

	PBEKeySpec few(char[] password, byte[] salt) {
		// ruleid: java-password-hash
		return new PBEKeySpec(password, salt, 1000, 256);
	}

	String slow(String password) {
		// ok: java-password-hash
		return new BCryptPasswordEncoder().encode(password);
	}

	byte[] page(MessageDigest sha, String page) {
		// ok: java-password-hash
		return sha.digest(page.getBytes());
	}
}
