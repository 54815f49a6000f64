import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;

class Plugins {
	ClassLoader open() throws IOException {
		URL[] places = {new URL("http://plugins.example/shop.jar")};
		// ruleid: java-remote-code
		return new URLClassLoader(places);
	}

	ClassLoader local() throws IOException {
		URL[] places = {new URL("file:/opt/shop/plugins/shop.jar")};
		// ok: java-remote-code
		return new URLClassLoader(places);
	}
}
