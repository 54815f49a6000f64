import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

class SignIn {
	private static final Map<String, String> AFTER = Map.of("mail", "/mail", "home", "/");

	void done(HttpServletRequest request, HttpServletResponse response) throws IOException {
		// ruleid: java-redirect
		response.sendRedirect(request.getParameter("next"));
	}

	@GetMapping("/signed-in")
	public String signedIn(@RequestParam("next") String next) {
		// ruleid: java-redirect
		return "redirect:" + next;
	}

	void doneListed(HttpServletRequest request, HttpServletResponse response) throws IOException {
		// ok: java-redirect
		response.sendRedirect(AFTER.getOrDefault(request.getParameter("next"), "/"));
	}

	void home(HttpServletRequest request, HttpServletResponse response) throws IOException {
		// ok: java-redirect
		response.sendRedirect(request.getContextPath() + "/home");
	}
}
