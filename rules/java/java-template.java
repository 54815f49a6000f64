import jakarta.servlet.http.HttpServletRequest;
import java.io.StringWriter;
import org.apache.velocity.VelocityContext;
import org.apache.velocity.app.Velocity;

class Letters {
	String letter(HttpServletRequest request) {
		StringWriter out = new StringWriter();
		// ruleid: java-template
		Velocity.evaluate(new VelocityContext(), out, "letter", "Dear " + request.getParameter("name"));
		return out.toString();
	}

	String letterWithName(HttpServletRequest request) {
		StringWriter out = new StringWriter();
		VelocityContext context = new VelocityContext();
		context.put("name", request.getParameter("name"));
		// ok: java-template
		Velocity.evaluate(context, out, "letter", "Dear $name");
		return out.toString();
	}
}
