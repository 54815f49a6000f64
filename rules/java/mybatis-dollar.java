import java.util.List;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

interface OrderMapper {
	// ruleid: mybatis-dollar
	@Select("SELECT * FROM orders WHERE title LIKE '%${title}%'")
	List<String> search(@Param("title") String title);

	// ruleid: mybatis-dollar
	@Select({"SELECT * FROM orders", "ORDER BY ${column}"})
	List<String> sorted(@Param("column") String column);

	// ok: mybatis-dollar
	@Delete("DELETE FROM orders WHERE id = #{id}")
	void remove(@Param("id") long id);
}
