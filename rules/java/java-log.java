import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class Audit {
	private static final Logger log = LoggerFactory.getLogger(Audit.class);

	void failed(HttpServletRequest request) {
		// ruleid: java-log
		log.warn("sign-in failed for {}", request.getParameter("user"));
	}

	void failedOnOneLine(HttpServletRequest request) {
		String user = request.getParameter("user").replaceAll("[\r\n]", "_");
		// ok: java-log
		log.warn("sign-in failed for {}", user);
	}

	void page(HttpServletRequest request) {
		int page = Integer.parseInt(request.getParameter("page"));
		// ok: java-log
		log.info("page {}", page);
	}
}
