import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletResponse;

class Cookies {
	void open(HttpServletResponse response, String value) {
		// ruleid: servlet-cookie-secure
		Cookie cookie = new Cookie("session", value);
		cookie.setHttpOnly(true);
		response.addCookie(cookie);
	}

	void off(HttpServletResponse response, String value) {
		Cookie cookie = new Cookie("session", value);
		// ruleid: servlet-cookie-secure
		cookie.setSecure(false);
		cookie.setHttpOnly(true);
		response.addCookie(cookie);
	}

	void well(HttpServletResponse response, String value) {
		// ok: servlet-cookie-secure
		Cookie cookie = new Cookie("session", value);
		cookie.setSecure(true);
		cookie.setHttpOnly(true);
		response.addCookie(cookie);
	}

	void theme(HttpServletResponse response) {
		// ok: servlet-cookie-secure
		Cookie cookie = new Cookie("theme", "dark");
		response.addCookie(cookie);
	}
}
