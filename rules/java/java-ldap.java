import jakarta.servlet.http.HttpServletRequest;
import javax.naming.NamingException;
import javax.naming.directory.DirContext;
import javax.naming.directory.SearchControls;
import org.springframework.ldap.support.LdapEncoder;

class Directory {
	Object find(HttpServletRequest request, DirContext ldap) throws NamingException {
		String filter = "(uid=" + request.getParameter("uid") + ")";
		// ruleid: java-ldap
		return ldap.search("ou=people", filter, new SearchControls());
	}

	Object findBound(HttpServletRequest request, DirContext ldap) throws NamingException {
		Object[] values = {request.getParameter("uid")};
		// ok: java-ldap
		return ldap.search("ou=people", "(uid={0})", values, new SearchControls());
	}

	Object findEncoded(HttpServletRequest request, DirContext ldap) throws NamingException {
		String uid = LdapEncoder.filterEncode(request.getParameter("uid"));
		// ok: java-ldap
		return ldap.search("ou=people", "(uid=" + uid + ")", new SearchControls());
	}
}
