import jakarta.servlet.http.HttpServletRequest;
import javax.naming.Context;
import javax.naming.InitialContext;
import javax.naming.NamingException;

class Resources {
	Object named(HttpServletRequest request) throws NamingException {
		Context names = new InitialContext();
		// ruleid: java-jndi-lookup
		return names.lookup(request.getParameter("resource"));
	}

	Object direct(HttpServletRequest request) throws NamingException {
		// ruleid: java-jndi-lookup
		return InitialContext.doLookup("java:" + request.getParameter("resource"));
	}

	Object fixed() throws NamingException {
		// ok: java-jndi-lookup
		return new InitialContext().lookup("java:comp/env/jdbc/main");
	}
}
