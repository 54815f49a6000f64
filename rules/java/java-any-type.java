import com.thoughtworks.xstream.XStream;
import com.thoughtworks.xstream.security.AnyTypePermission;

class Readers {
	XStream any() {
		XStream xstream = new XStream();
		// ruleid: java-any-type
		xstream.addPermission(AnyTypePermission.ANY);
		return xstream;
	}

	XStream own() {
		XStream xstream = new XStream();
		// ok: java-any-type
		xstream.allowTypes(new Class[] {String.class});
		return xstream;
	}
}
