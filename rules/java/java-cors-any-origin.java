import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.cors.CorsConfiguration;

class Origins {
	void any(CorsConfiguration cors) {
		// ruleid: java-cors-any-origin
		cors.addAllowedOrigin("*");
	}

	// ruleid: java-cors-any-origin
	@CrossOrigin(origins = "*")
	public String rates() {
		return "{}";
	}

	void header(HttpServletResponse response) {
		// ruleid: java-cors-any-origin
		response.setHeader("Access-Control-Allow-Origin", "*");
	}

	void named(CorsConfiguration cors) {
		// ok: java-cors-any-origin
		cors.addAllowedOrigin("https://shop.example");
	}

	// ok: java-cors-any-origin
	@CrossOrigin(origins = "https://shop.example")
	public String prices() {
		return "{}";
	}
}
