import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.client.RestTemplate;

class Preview {
	private final RestTemplate http = new RestTemplate();

	InputStream open(HttpServletRequest request) throws IOException {
		URL url = new URL(request.getParameter("url"));
		// ruleid: java-ssrf
		return url.openStream();
	}

	@GetMapping("/preview")
	public String preview(@RequestParam("url") String url) {
		// ruleid: java-ssrf
		return http.getForObject(url, String.class);
	}

	@GetMapping("/city")
	public String city(@RequestParam("name") String name) {
		// ok: java-ssrf
		return http.getForObject("https://maps.example/city/" + name, String.class);
	}

	InputStream find(HttpServletRequest request) throws IOException {
		String words = URLEncoder.encode(request.getParameter("q"), StandardCharsets.UTF_8);
		URL url = new URL("https://search.example/?q=" + words);
		// ok: java-ssrf
		return url.openStream();
	}
}
