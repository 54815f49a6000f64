import jakarta.servlet.http.HttpServletRequest;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.io.FilenameUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

class Invoices {
	private static final Path FOLDER = Path.of("/srv/invoices");

	FileInputStream open(HttpServletRequest request) throws IOException {
		// ruleid: java-path
		return new FileInputStream("/srv/invoices/" + request.getParameter("name"));
	}

	boolean remove(HttpServletRequest request) {
		String name = request.getParameter("name");
		// ruleid: java-path
		return new File("/srv/invoices", name).delete();
	}

	@GetMapping("/invoice/{name}")
	public String text(@PathVariable String name) throws IOException {
		// ruleid: java-path
		return Files.readString(Path.of("/srv/invoices/" + name));
	}

	FileInputStream openLastPart(HttpServletRequest request) throws IOException {
		String name = FilenameUtils.getName(request.getParameter("name"));
		// ok: java-path
		return new FileInputStream("/srv/invoices/" + name);
	}

	String textWithin(HttpServletRequest request) throws IOException {
		// ok: java-path
		Path path = FOLDER.resolve(request.getParameter("name")).normalize();
		if (!path.startsWith(FOLDER)) {
			throw new IOException("no such invoice");
		}
		// ok: java-path
		return Files.readString(path);
	}

	String settings() throws IOException {
		// ok: java-path
		return Files.readString(Path.of("/etc/invoices.toml"));
	}
}
