import jakarta.servlet.http.HttpSession;

class Lifetimes {
	void endless(HttpSession session) {
		// ruleid: java-session-endless
		session.setMaxInactiveInterval(-1);
	}

	void half(HttpSession session) {
		// ok: java-session-endless
		session.setMaxInactiveInterval(1800);
	}
}
