import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;

class Accounts {
	static class Account {
		String name;
		String role;
	}

	record AccountForm(String name) {}

	interface Store {
		Account save(Account account);
	}

	private final Store accountRepository;

	Accounts(Store accountRepository) {
		this.accountRepository = accountRepository;
	}

	@PostMapping("/account")
	public Account create(@RequestBody Account account) {
		// ruleid: spring-mass-assignment
		return accountRepository.save(account);
	}

	@PostMapping("/account/form")
	public Account createFromForm(@RequestBody AccountForm form) {
		Account account = new Account();
		account.name = form.name();
		// ok: spring-mass-assignment
		return accountRepository.save(account);
	}
}
