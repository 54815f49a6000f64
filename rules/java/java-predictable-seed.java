import java.security.SecureRandom;

class Seeds {
	SecureRandom fixed() {
		// ruleid: java-predictable-seed
		return new SecureRandom("seed".getBytes());
	}

	SecureRandom number() {
		SecureRandom random = new SecureRandom();
		// ruleid: java-predictable-seed
		random.setSeed(42);
		return random;
	}

	SecureRandom system() {
		// ok: java-predictable-seed
		return new SecureRandom();
	}
}
