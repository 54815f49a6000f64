import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class Failures {
	private static final Logger log = LoggerFactory.getLogger(Failures.class);

	void told(Connection db, HttpServletResponse response) throws IOException {
		try {
			db.commit();
		} catch (SQLException e) {
			// ruleid: java-error-details
			response.sendError(500, e.getMessage());
		}
	}

	void kept(Connection db, HttpServletResponse response) throws IOException {
		try {
			db.commit();
		} catch (SQLException e) {
			log.error("commit", e);
			// ok: java-error-details
			response.sendError(500, "Please try again later.");
		}
	}
}
