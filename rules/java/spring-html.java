import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

@RestController
class Hello {
	@GetMapping("/hello")
	public String hello(@RequestParam("name") String name) {
		// ruleid: spring-html
		return "<b>Hello " + name + "</b>";
	}

	@GetMapping("/hello/escaped")
	public String escaped(@RequestParam("name") String name) {
		// ok: spring-html
		return "<b>Hello " + HtmlUtils.htmlEscape(name) + "</b>";
	}

	@GetMapping(value = "/hello/plain", produces = "text/plain")
	public String plain(@RequestParam("name") String name) {
		// ok: spring-html
		return "Hello " + name;
	}

	@GetMapping("/hello/number")
	public String number(@RequestParam("n") int n) {
		// ok: spring-html
		return "<b>" + n + "</b>";
	}
}
