import org.springframework.security.config.annotation.web.builders.HttpSecurity;

class Frames {
	void off(HttpSecurity http) throws Exception {
		// ruleid: spring-frame-options-off
		http.headers(headers -> headers.frameOptions(frame -> frame.disable()));
	}

	void own(HttpSecurity http) throws Exception {
		// ok: spring-frame-options-off
		http.headers(headers -> headers.frameOptions(frame -> frame.sameOrigin()));
	}
}
