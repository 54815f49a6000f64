import java.security.GeneralSecurityException;
import javax.crypto.Cipher;

class Envelope {
	Cipher old() throws GeneralSecurityException {
		// ruleid: java-rsa-padding
		return Cipher.getInstance("RSA/ECB/PKCS1Padding");
	}

	Cipher today() throws GeneralSecurityException {
		// ok: java-rsa-padding
		return Cipher.getInstance("RSA/ECB/OAEPWithSHA-256AndMGF1Padding");
	}
}
