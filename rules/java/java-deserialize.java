import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

class Inbox {
	record Note(String text) {}

	Object take(HttpServletRequest request) throws IOException, ClassNotFoundException {
		// ruleid: java-deserialize
		return new ObjectInputStream(request.getInputStream()).readObject();
	}

	Object takeFrom(Socket socket) throws IOException, ClassNotFoundException {
		// ruleid: java-deserialize
		ObjectInputStream in = new ObjectInputStream(socket.getInputStream());
		return in.readObject();
	}

	Object takeYaml(HttpServletRequest request) throws IOException {
		Yaml yaml = new Yaml();
		// ruleid: java-deserialize
		return yaml.load(request.getReader());
	}

	Object takeSafeYaml(HttpServletRequest request) throws IOException {
		Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
		// ok: java-deserialize
		return yaml.load(request.getReader());
	}

	Note takeNote(HttpServletRequest request) throws IOException {
		// ok: java-deserialize
		return new ObjectMapper().readValue(request.getInputStream(), Note.class);
	}

	Object own() throws IOException, ClassNotFoundException {
		// ok: java-deserialize
		return new ObjectInputStream(Files.newInputStream(Path.of("/var/lib/inbox/state"))).readObject();
	}
}
