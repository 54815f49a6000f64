import java.security.MessageDigest;
import java.util.Arrays;

class Hooks {
	boolean early(byte[] expectedMac, byte[] receivedMac) {
		// ruleid: java-signature-timing
		return Arrays.equals(expectedMac, receivedMac);
	}

	boolean constant(byte[] expectedMac, byte[] receivedMac) {
		// ok: java-signature-timing
		return MessageDigest.isEqual(expectedMac, receivedMac);
	}
}
