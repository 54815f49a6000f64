import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletResponse;

class ScriptCookies {
	void open(HttpServletResponse response, String value) {
		// ruleid: servlet-cookie-httponly
		Cookie cookie = new Cookie("session", value);
		cookie.setSecure(true);
		response.addCookie(cookie);
	}

	void off(HttpServletResponse response, String value) {
		Cookie cookie = new Cookie("auth", value);
		cookie.setSecure(true);
		// ruleid: servlet-cookie-httponly
		cookie.setHttpOnly(false);
		response.addCookie(cookie);
	}

	void well(HttpServletResponse response, String value) {
		// ok: servlet-cookie-httponly
		Cookie cookie = new Cookie("session", value);
		cookie.setSecure(true);
		cookie.setHttpOnly(true);
		response.addCookie(cookie);
	}
}
