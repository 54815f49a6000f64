import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;

class Pages {
	private static final Map<String, String> PAGES = Map.of("home", "/home.jsp", "help", "/help.jsp");

	void show(HttpServletRequest request, HttpServletResponse response)
			throws ServletException, IOException {
		// ruleid: servlet-forward
		request.getRequestDispatcher("/" + request.getParameter("page")).forward(request, response);
	}

	void showListed(HttpServletRequest request, HttpServletResponse response)
			throws ServletException, IOException {
		String page = PAGES.getOrDefault(request.getParameter("page"), "/home.jsp");
		// ok: servlet-forward
		request.getRequestDispatcher(page).forward(request, response);
	}
}
