import jakarta.persistence.EntityManager;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.hibernate.Session;

class People {
	List<?> byName(HttpServletRequest request, EntityManager em) {
		String name = request.getParameter("name");
		// ruleid: java-hql
		return em.createQuery("from Person p where p.name = '" + name + "'").getResultList();
	}

	List<?> sorted(HttpServletRequest request, Session session) {
		// ruleid: java-hql
		return session.createQuery("from Person order by " + request.getParameter("o"), Object.class).list();
	}

	List<?> bound(HttpServletRequest request, EntityManager em) {
		// ok: java-hql
		return em.createQuery("from Person p where p.name = :name")
				.setParameter("name", request.getParameter("name"))
				.getResultList();
	}
}
