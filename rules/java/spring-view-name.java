import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

@Controller
class Documents {
	@GetMapping("/document")
	public String document(@RequestParam String lang) {
		// ruleid: spring-view-name
		return "document/" + lang + "/start";
	}

	@GetMapping("/document/fixed")
	public String fixed(@RequestParam String lang) {
		// ok: spring-view-name
		return "document/start";
	}
}
