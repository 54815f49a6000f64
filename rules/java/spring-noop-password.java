import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.NoOpPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

class Encoders {
	PasswordEncoder plain() {
		// ruleid: spring-noop-password
		return NoOpPasswordEncoder.getInstance();
	}

	PasswordEncoder slow() {
		// ok: spring-noop-password
		return PasswordEncoderFactories.createDelegatingPasswordEncoder();
	}
}
