import org.springframework.security.config.annotation.web.builders.HttpSecurity;

class SessionIds {
	void kept(HttpSecurity http) throws Exception {
		// ruleid: spring-session-fixation
		http.sessionManagement(sessions -> sessions.sessionFixation(fixation -> fixation.none()));
	}

	void changed(HttpSecurity http) throws Exception {
		// ok: spring-session-fixation
		http.sessionManagement(sessions -> sessions.sessionFixation(fixation -> fixation.changeSessionId()));
	}
}
