import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.web.SecurityFilterChain;

class Forms {
	SecurityFilterChain off(HttpSecurity http) throws Exception {
		// ruleid: spring-csrf-off
		http.csrf(AbstractHttpConfigurer::disable);
		return http.build();
	}

	SecurityFilterChain offLater(HttpSecurity http) throws Exception {
		// ruleid: spring-csrf-off
		http.httpBasic(Customizer.withDefaults()).csrf(csrf -> csrf.disable());
		return http.build();
	}

	SecurityFilterChain on(HttpSecurity http) throws Exception {
		// ok: spring-csrf-off
		http.csrf(csrf -> csrf.ignoringRequestMatchers("/hooks/**"));
		return http.build();
	}
}
