import java.io.InputStream;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.stream.XMLInputFactory;
import org.w3c.dom.Document;

class Orders {
	Document read(InputStream in) throws Exception {
		DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
		DocumentBuilder builder = factory.newDocumentBuilder();
		// ruleid: java-xxe
		return builder.parse(in);
	}

	Document readAtOnce(InputStream in) throws Exception {
		// ruleid: java-xxe
		return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in);
	}

	Object stream(InputStream in) throws Exception {
		XMLInputFactory factory = XMLInputFactory.newInstance();
		// ruleid: java-xxe
		return factory.createXMLStreamReader(in);
	}

	Document readWithoutDoctype(InputStream in) throws Exception {
		DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
		factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
		DocumentBuilder builder = factory.newDocumentBuilder();
		// ok: java-xxe
		return builder.parse(in);
	}

	Object streamWithoutDtd(InputStream in) throws Exception {
		XMLInputFactory factory = XMLInputFactory.newInstance();
		factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
		// ok: java-xxe
		return factory.createXMLStreamReader(in);
	}
}
