class A extends B { #p = 1; static { x } get y() { return `a${b}c`; } }
export default async (a, {b, ...c}) => <A b={c} {...d}>e</A>;
label: for (const [k, v] of m) switch (k) { case 1: break; default: }
}
