import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

class Database {
	private static final String PLACE = "jdbc:postgresql://db/shop";

	Connection written() throws SQLException {
		// ruleid: java-database-password
		return DriverManager.getConnection(PLACE, "shop", "winter-2024");
	}

	Connection given() throws SQLException {
		// ok: java-database-password
		return DriverManager.getConnection(PLACE, "shop", System.getenv("SHOP_DB_PASSWORD"));
	}

	Connection memory() throws SQLException {
		// ok: java-database-password
		return DriverManager.getConnection("jdbc:h2:mem:", "sa", "");
	}
}
