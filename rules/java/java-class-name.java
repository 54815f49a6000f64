import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;

class Exporters {
	private static final Map<String, String> CLASSES = Map.of("csv", "shop.CsvExporter");

	Object make(HttpServletRequest request) throws ReflectiveOperationException {
		// ruleid: java-class-name
		return Class.forName("shop." + request.getParameter("kind")).getConstructor().newInstance();
	}

	Object makeListed(HttpServletRequest request) throws ReflectiveOperationException {
		String name = CLASSES.get(request.getParameter("kind"));
		// ok: java-class-name
		return Class.forName(name).getConstructor().newInstance();
	}
}
