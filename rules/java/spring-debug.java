import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;

class Settings {
	// ruleid: spring-debug
	@EnableWebSecurity(debug = true)
	static class Loud {}

	// ok: spring-debug
	@EnableWebSecurity
	static class Quiet {}
}
