import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;

class Pairs {
	KeyPair small() throws GeneralSecurityException {
		// ruleid: java-rsa-short
		KeyPairGenerator maker = KeyPairGenerator.getInstance("RSA");
		maker.initialize(1024);
		return maker.generateKeyPair();
	}

	KeyPair large() throws GeneralSecurityException {
		// ok: java-rsa-short
		KeyPairGenerator maker = KeyPairGenerator.getInstance("RSA");
		maker.initialize(3072);
		return maker.generateKeyPair();
	}

	KeyPair curve() throws GeneralSecurityException {
		// ok: java-rsa-short
		KeyPairGenerator maker = KeyPairGenerator.getInstance("EC");
		maker.initialize(256);
		return maker.generateKeyPair();
	}
}
