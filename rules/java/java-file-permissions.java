import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

class Rights {
	void all(Path path) throws IOException {
		// ruleid: java-file-permissions
		Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwxrwx"));
	}

	void everyone(File file) {
		// ruleid: java-file-permissions
		file.setWritable(true, false);
	}

	void owner(Path path) throws IOException {
		// ok: java-file-permissions
		Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
	}

	void ownerOnly(File file) {
		// ok: java-file-permissions
		file.setWritable(true, true);
	}
}
