class A { void m( { int x = ; foo(; } @ int } else { "open
	try { a( } catch { } case 1: /* no end
