import java.security.SecureRandom;
import java.util.Random;

class Secrets {
	String reset() {
		Random random = new Random();
		// ruleid: java-weak-random
		String resetToken = Long.toHexString(random.nextLong());
		return resetToken;
	}

	int code() {
		// ruleid: java-weak-random
		int otp = (int) (Math.random() * 1000000);
		return otp;
	}

	String drawn() {
		SecureRandom random = new SecureRandom();
		// ok: java-weak-random
		String resetToken = Long.toHexString(random.nextLong());
		return resetToken;
	}

	int dice() {
		// ok: java-weak-random
		int eyes = new Random().nextInt(6) + 1;
		return eyes;
	}
}
