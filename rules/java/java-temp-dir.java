import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class Scratch {
	File shared() {
		// ruleid: java-temp-dir
		return com.google.common.io.Files.createTempDir();
	}

	File known() {
		// ruleid: java-temp-dir
		return new File("/tmp/shop-export");
	}

	Path own() throws IOException {
		// ok: java-temp-dir
		return Files.createTempDirectory("shop");
	}
}
