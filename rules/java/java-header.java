import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

class Download {
	void name(HttpServletRequest request, HttpServletResponse response) {
		// ruleid: java-header
		response.setHeader("X-Report", request.getParameter("report"));
	}

	void nameEncoded(HttpServletRequest request, HttpServletResponse response) {
		String name = URLEncoder.encode(request.getParameter("report"), StandardCharsets.UTF_8);
		// ok: java-header
		response.setHeader("X-Report", name);
	}

	void cache(HttpServletResponse response) {
		// ok: java-header
		response.setHeader("Cache-Control", "no-store");
	}
}
