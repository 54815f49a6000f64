import java.security.SecureRandom;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;

class Nonces {
	IvParameterSpec constant() {
		// ruleid: java-static-iv
		return new IvParameterSpec("0123456789abcdef".getBytes());
	}

	GCMParameterSpec zero() {
		byte[] iv = new byte[12];
		// ruleid: java-static-iv
		return new GCMParameterSpec(128, iv);
	}

	GCMParameterSpec drawn() {
		byte[] iv = new byte[12];
		new SecureRandom().nextBytes(iv);
		// ok: java-static-iv
		return new GCMParameterSpec(128, iv);
	}

	IvParameterSpec received(byte[] message) {
		// ok: java-static-iv
		return new IvParameterSpec(message, 0, 16);
	}
}
