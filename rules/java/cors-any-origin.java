import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.cors.CorsConfiguration;

class Origins {
	void any(CorsConfiguration cors) {
		// ruleid: cors-any-origin
		cors.addAllowedOrigin("*");
	}

	// ruleid: cors-any-origin
	@CrossOrigin(origins = "*")
	public String rates() {
		return "{}";
	}

	void header(HttpServletResponse response) {
		// ruleid: cors-any-origin
		response.setHeader("Access-Control-Allow-Origin", "*");
	}

	void named(CorsConfiguration cors) {
		// ok: cors-any-origin
		cors.addAllowedOrigin("https://shop.example");
	}

	// ok: cors-any-origin
	@CrossOrigin(origins = "https://shop.example")
	public String prices() {
		return "{}";
	}
}
