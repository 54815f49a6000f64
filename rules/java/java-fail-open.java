import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class Access {
	boolean isAllowed(String name) {
		// ruleid: java-fail-open
		try {
			return Files.readAllLines(Path.of("/etc/shop/allowed")).contains(name);
		} catch (IOException e) {
			return true;
		}
	}

	boolean hasAccess(String name) {
		// ok: java-fail-open
		try {
			return Files.readAllLines(Path.of("/etc/shop/access")).contains(name);
		} catch (IOException e) {
			return false;
		}
	}

	boolean isEmpty(Path path) {
		// ok: java-fail-open
		try {
			return Files.size(path) == 0;
		} catch (IOException e) {
			return true;
		}
	}
}
