import java.util.regex.Pattern;

class Checks {
	// ruleid: java-regex-slow
	static final Pattern WORDS = Pattern.compile("^(([a-z]+)+)$");

	// ok: java-regex-slow
	static final Pattern NAME = Pattern.compile("^[a-z]+( [a-z]+)*$");

	boolean isCode(String text) {
		// ok: java-regex-slow
		return text.matches("[A-Z]{3}[0-9]+");
	}
}
