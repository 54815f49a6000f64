import jakarta.servlet.http.HttpServletRequest;
import org.springframework.expression.ExpressionParser;
import org.springframework.expression.spel.standard.SpelExpressionParser;
import org.springframework.expression.spel.support.SimpleEvaluationContext;

class Filters {
	private final ExpressionParser parser = new SpelExpressionParser();

	Object filter(HttpServletRequest request) {
		// ruleid: java-expression
		return parser.parseExpression(request.getParameter("filter")).getValue();
	}

	Object named(HttpServletRequest request) {
		SimpleEvaluationContext context = SimpleEvaluationContext.forReadOnlyDataBinding().build();
		context.setVariable("name", request.getParameter("name"));
		// ok: java-expression
		return parser.parseExpression("#name.length()").getValue(context);
	}
}
