import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

class Unpack {
	void unpack(InputStream in, File folder) throws IOException {
		ZipInputStream zip = new ZipInputStream(in);
		for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
			// ruleid: java-zip-slip
			File target = new File(folder, entry.getName());
			Files.copy(zip, target.toPath());
		}
	}

	void unpackWithin(InputStream in, Path folder) throws IOException {
		ZipInputStream zip = new ZipInputStream(in);
		for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
			// ok: java-zip-slip
			Path target = folder.resolve(entry.getName()).normalize();
			if (!target.startsWith(folder)) {
				throw new IOException("an entry leaves the folder");
			}
			Files.copy(zip, target);
		}
	}

	void unpackFlat(ZipInputStream zip, ZipEntry entry, Path folder) throws IOException {
		// ok: java-zip-slip
		Files.copy(zip, folder.resolve(new File(entry.getName()).getName()));
	}
}
