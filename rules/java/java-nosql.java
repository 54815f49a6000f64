import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import jakarta.servlet.http.HttpServletRequest;
import org.bson.Document;
import org.springframework.data.mongodb.core.query.BasicQuery;

class Items {
	Object find(HttpServletRequest request, MongoCollection<Document> items) {
		// ruleid: java-nosql
		return items.find(Document.parse("{name: '" + request.getParameter("name") + "'}")).first();
	}

	BasicQuery query(HttpServletRequest request) {
		// ruleid: java-nosql
		return new BasicQuery("{color: " + request.getParameter("color") + "}");
	}

	Object findTyped(HttpServletRequest request, MongoCollection<Document> items) {
		// ok: java-nosql
		return items.find(Filters.eq("name", request.getParameter("name"))).first();
	}
}
