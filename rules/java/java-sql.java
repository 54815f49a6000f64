import jakarta.servlet.http.HttpServletRequest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

class Customers {
	private static final Map<String, String> COLUMNS = Map.of("name", "name", "added", "created_at");
	private final JdbcTemplate jdbc;

	Customers(JdbcTemplate jdbc) {
		this.jdbc = jdbc;
	}

	ResultSet byName(HttpServletRequest request, Connection db) throws SQLException {
		String name = request.getParameter("name");
		// ruleid: java-sql
		return db.createStatement().executeQuery("SELECT * FROM customer WHERE name = '" + name + "'");
	}

	void tag(HttpServletRequest request, Statement statement) throws SQLException {
		String sql = String.format("UPDATE customer SET tag = '%s'", request.getHeader("X-Tag"));
		// ruleid: java-sql
		statement.execute(sql);
	}

	@GetMapping("/customers")
	public List<Map<String, Object>> sorted(@RequestParam("order") String order) {
		// ruleid: java-sql
		return jdbc.queryForList("SELECT * FROM customer ORDER BY " + order);
	}

	ResultSet bound(HttpServletRequest request, Connection db) throws SQLException {
		// ok: java-sql
		PreparedStatement query = db.prepareStatement("SELECT * FROM customer WHERE name = ?");
		query.setString(1, request.getParameter("name"));
		// ok: java-sql
		return query.executeQuery();
	}

	@GetMapping("/customers/listed")
	public List<Map<String, Object>> listed(@RequestParam String order, @RequestParam int page) {
		String column = COLUMNS.getOrDefault(order, "name");
		// ok: java-sql
		return jdbc.queryForList("SELECT * FROM customer ORDER BY " + column + " OFFSET " + page);
	}

	List<Map<String, Object>> one(HttpServletRequest request) {
		long id = Long.parseLong(request.getParameter("id"));
		// ok: java-sql
		return jdbc.queryForList("SELECT * FROM customer WHERE id = " + id);
	}
}
