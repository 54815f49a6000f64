import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

class Archive {
	Process fetch(HttpServletRequest request) throws IOException {
		// ruleid: java-command-argument
		return new ProcessBuilder("git", "clone", request.getParameter("url")).start();
	}

	Process fetchNamed(HttpServletRequest request) throws IOException {
		// ok: java-command-argument
		return new ProcessBuilder("git", "clone", "--", request.getParameter("url")).start();
	}

	Process version() throws IOException {
		// ok: java-command-argument
		return new ProcessBuilder("git", "--version").start();
	}
}
