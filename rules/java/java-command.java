import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

class Tools {
	Process ping(HttpServletRequest request) throws IOException {
		// ruleid: java-command
		return Runtime.getRuntime().exec("ping -c 1 " + request.getParameter("host"));
	}

	Process shell(HttpServletRequest request) throws IOException {
		List<String> line = new ArrayList<>();
		line.add("sh");
		line.add("-c");
		line.add("du -s " + request.getParameter("folder"));
		// ruleid: java-command
		return new ProcessBuilder(line).start();
	}

	Process quoted(HttpServletRequest request) throws IOException {
		// ruleid: java-command
		return new ProcessBuilder("bash", "-c", "ls " + request.getParameter("folder")).start();
	}

	Process fixed(HttpServletRequest request) throws IOException {
		// ok: java-command
		return new ProcessBuilder("du", "-s", "--", request.getParameter("folder")).start();
	}

	Process number(HttpServletRequest request) throws IOException {
		int depth = Integer.parseInt(request.getParameter("depth"));
		// ok: java-command
		return Runtime.getRuntime().exec("du -d " + depth);
	}
}
