import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;

class Basket {
	interface Plans {
		Object findByCode(String code);
	}

	void choose(HttpServletRequest request) {
		HttpSession session = request.getSession();
		// ruleid: java-trust-boundary
		session.setAttribute("role", request.getParameter("role"));
	}

	void name(HttpServletRequest request) {
		// ruleid: java-trust-boundary
		request.getSession().setAttribute(request.getParameter("key"), "1");
	}

	void count(HttpServletRequest request) {
		// ok: java-trust-boundary
		request.getSession().setAttribute("count", Integer.parseInt(request.getParameter("count")));
	}

	void plan(HttpServletRequest request, Plans plans) {
		// ok: java-trust-boundary
		request.getSession().setAttribute("plan", plans.findByCode(request.getParameter("plan")));
	}
}
