import groovy.lang.GroovyShell;
import jakarta.servlet.http.HttpServletRequest;
import javax.script.ScriptEngine;
import javax.script.ScriptEngineManager;
import javax.script.ScriptException;

class Formulas {
	Object compute(HttpServletRequest request) throws ScriptException {
		ScriptEngine engine = new ScriptEngineManager().getEngineByName("js");
		// ruleid: java-eval
		return engine.eval(request.getParameter("formula"));
	}

	Object groovy(HttpServletRequest request) {
		// ruleid: java-eval
		return new GroovyShell().evaluate(request.getParameter("formula"));
	}

	Object bound(HttpServletRequest request) throws ScriptException {
		ScriptEngine engine = new ScriptEngineManager().getEngineByName("js");
		engine.put("n", Integer.parseInt(request.getParameter("n")));
		// ok: java-eval
		return engine.eval("n * 1.19");
	}
}
