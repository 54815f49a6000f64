import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

class Accounts {
	private static final String STATE = "open";

	boolean exists(Statement statement, String name) throws SQLException {
		// ruleid: java-sql-quoted
		return statement.executeQuery("SELECT 1 FROM account WHERE name = '" + name + "'").next();
	}

	void rename(Statement statement, String table, String name) throws SQLException {
		// ruleid: java-sql-quoted
		statement.executeUpdate("UPDATE " + table + " SET name = '" + name + "'");
	}

	boolean bound(Connection db, String name) throws SQLException {
		// ok: java-sql-quoted
		PreparedStatement query = db.prepareStatement("SELECT 1 FROM account WHERE name = ?");
		query.setString(1, name);
		return query.executeQuery().next();
	}

	void open(Statement statement) throws SQLException {
		// ok: java-sql-quoted
		statement.execute("SELECT * FROM account WHERE state = '" + STATE + "'");
	}
}
