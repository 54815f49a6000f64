sealed interface Shape permits Circle, Square { double PI = 3.14e0; }
record Circle(double r) implements Shape { Circle { check(r); } }
enum Kind implements K { A(1) { int f() { return 1; } }, @Old B; final int n; Kind(int n) { this.n = n; } }
@interface Old { String since() default "1"; Class<?>[] by() default {}; }
class Area {
	int of(Object o) {
		if (o instanceof Circle c && c.r > 0 || !(o instanceof final Square s)) return (int) c.r;
		return switch (o) {
		case Circle(var r) when r > 1 -> 1;
		case Square q -> { yield 2; }
		case null, default -> throw new IllegalStateException();
		};
	}
	void old(int k) {
		label: for (int i = 0, j = 1; i < k; i++, j--) { if (i == 3) continue label; else break; }
		for (final var x : list) synchronized (x) { x.y[0] += 'c'; }
		switch (k) { case 1: case 2: f(); default: g(); }
		do { assert k > 0 : "k"; k >>>= 1; } while (k != 0);
		Runnable r = new Runnable() { @Override public void run() { Outer.this.a = int[].class; } };
		a.<String>b().new Inner(1).c = x ? y : (String[]) z;
	}
}
