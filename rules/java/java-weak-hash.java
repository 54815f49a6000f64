import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import org.apache.commons.codec.digest.DigestUtils;

class Digests {
	private static final String OLD = "MD5";
	private static final String NEW = "SHA-256";

	byte[] old(byte[] data) throws GeneralSecurityException {
		// ruleid: java-weak-hash
		return MessageDigest.getInstance(OLD).digest(data);
	}

	byte[] full(byte[] data) throws GeneralSecurityException {
		// ruleid: java-weak-hash
		return java.security.MessageDigest.getInstance("SHA1", "SUN").digest(data);
	}

	String hex(byte[] data) {
		// ruleid: java-weak-hash
		return DigestUtils.sha1Hex(data);
	}

	byte[] today(byte[] data) throws GeneralSecurityException {
		// ok: java-weak-hash
		return MessageDigest.getInstance(NEW).digest(data);
	}

	String todayHex(byte[] data) {
		// ok: java-weak-hash
		return DigestUtils.sha256Hex(data);
	}
}
