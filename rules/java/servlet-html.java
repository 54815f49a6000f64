import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import org.owasp.encoder.Encode;

class Greeting {
	void greet(HttpServletRequest request, HttpServletResponse response) throws IOException {
		// ruleid: servlet-html
		response.getWriter().println("<b>Hello " + request.getParameter("name") + "</b>");
	}

	void greetFormatted(HttpServletRequest request, HttpServletResponse response) throws IOException {
		PrintWriter out = response.getWriter();
		String name = request.getHeader("X-Name");
		// ruleid: servlet-html
		out.printf("<b>Hello %s</b>", name);
	}

	void greetEscaped(HttpServletRequest request, HttpServletResponse response) throws IOException {
		// ok: servlet-html
		response.getWriter().println("<b>Hello " + Encode.forHtml(request.getParameter("name")) + "</b>");
	}

	void greetPlain(HttpServletRequest request, HttpServletResponse response) throws IOException {
		response.setContentType("text/plain");
		// ok: servlet-html
		response.getWriter().println("Hello " + request.getParameter("name"));
	}

	void add(HttpServletRequest request, HttpServletResponse response) throws IOException {
		int sum = Integer.parseInt(request.getParameter("a")) + 1;
		// ok: servlet-html
		response.getWriter().println("<b>" + sum + "</b>");
	}
}
