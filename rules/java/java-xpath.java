import jakarta.servlet.http.HttpServletRequest;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;

class Users {
	String mail(HttpServletRequest request, Document users) throws XPathExpressionException {
		XPath xpath = XPathFactory.newInstance().newXPath();
		String expression = "//user[name='" + request.getParameter("name") + "']/mail";
		// ruleid: java-xpath
		return xpath.evaluate(expression, users);
	}

	String mailBound(HttpServletRequest request, Document users) throws XPathExpressionException {
		XPath xpath = XPathFactory.newInstance().newXPath();
		xpath.setXPathVariableResolver(name -> request.getParameter("name"));
		// ok: java-xpath
		return xpath.evaluate("//user[name=$name]/mail", users);
	}
}
