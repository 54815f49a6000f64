import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;

class Search {
	boolean found(HttpServletRequest request, String text) {
		// ruleid: java-regex-input
		return Pattern.compile(request.getParameter("words")).matcher(text).find();
	}

	boolean foundQuoted(HttpServletRequest request, String text) {
		// ok: java-regex-input
		return Pattern.compile(Pattern.quote(request.getParameter("words"))).matcher(text).find();
	}

	boolean isWord(HttpServletRequest request) {
		// ok: java-regex-input
		return Pattern.compile("[a-z]+").matcher(request.getParameter("words")).matches();
	}
}
