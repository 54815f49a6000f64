import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;

class Ciphers {
	Cipher des() throws GeneralSecurityException {
		// ruleid: java-weak-cipher
		return Cipher.getInstance("DESede/CBC/PKCS5Padding");
	}

	Cipher ecb() throws GeneralSecurityException {
		// ruleid: java-weak-cipher
		return Cipher.getInstance("AES");
	}

	KeyGenerator key() throws GeneralSecurityException {
		// ruleid: java-weak-cipher
		return KeyGenerator.getInstance("DES");
	}

	Cipher gcm() throws GeneralSecurityException {
		// ok: java-weak-cipher
		return Cipher.getInstance("AES/GCM/NoPadding");
	}

	KeyGenerator aes() throws GeneralSecurityException {
		// ok: java-weak-cipher
		return KeyGenerator.getInstance("AES");
	}
}
