import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;

class Echo {
	private static final Set<String> ALLOWED = Set.of("https://shop.example");

	void echo(HttpServletRequest request, HttpServletResponse response) {
		String origin = request.getHeader("Origin");
		// ruleid: java-cors-origin-echo
		response.setHeader("Access-Control-Allow-Origin", origin);
	}

	void listed(HttpServletRequest request, HttpServletResponse response) {
		String origin = request.getHeader("Origin");
		if (ALLOWED.contains(origin)) {
			// ok: java-cors-origin-echo
			response.setHeader("Access-Control-Allow-Origin", origin);
		}
	}
}
