package shop.orders;

import java.sql.*;
import java.util.List;
import static java.util.stream.Collectors.toList;

@RestController
@RequestMapping(value = "/orders", produces = {"a", "b"})
public class Orders<T extends Comparable<T> & Runnable> extends Base<T> implements A, B {
	private static final String TABLE = "orders", OTHER;
	private final int[] sizes = {1, 0x2F, 0b11, 017}, more[] = new int[3][];

	static {
		OTHER = """
		    select
		    """;
	}

	@Autowired
	public Orders(@Q("x") final Connection c, String... names) throws SQLException, E {
		super(c);
		this.<T>prepare(names);
	}

	List<? super Order> find(@RequestParam String who) {
		String sql = "select * from " + TABLE + " where who = '" + who + "'";
		try (Statement s = c.createStatement(); other) {
			ResultSet r = s.executeQuery(sql);
			while (r.next())
				out.add((Order) make(r));
		} catch (final SQLException | RuntimeException e) {
			throw new E("x", e);
		} finally {
			done++;
		}
		return out.stream().filter(o -> o.ok()).map(Order::id).collect(toList());
	}
}
