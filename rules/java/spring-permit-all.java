import org.springframework.security.config.annotation.web.builders.HttpSecurity;

class Paths {
	void open(HttpSecurity http) throws Exception {
		// ruleid: spring-permit-all
		http.authorizeHttpRequests(rules -> rules.anyRequest().permitAll());
	}

	void closed(HttpSecurity http) throws Exception {
		// ok: spring-permit-all
		http.authorizeHttpRequests(
				rules -> rules.requestMatchers("/", "/help").permitAll().anyRequest().authenticated());
	}
}
