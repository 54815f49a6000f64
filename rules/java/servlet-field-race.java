import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

class Race extends HttpServlet {
	private String user;

	@Override
	protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
		// ruleid: servlet-field-race
		user = request.getParameter("user");
		response.setStatus(user == null ? 400 : 204);
	}

	@Override
	protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
		// ok: servlet-field-race
		String name = request.getParameter("name");
		response.setStatus(name == null ? 400 : 204);
	}
}
