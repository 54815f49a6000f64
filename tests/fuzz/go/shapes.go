package shapes

func Map[K comparable, V ~int | ~string](m map[K]V, f func(K, V) V) []V {
	out := make([]V, 0, len(m))
outer:
	for k := range m {
		switch x := any(m[k]).(type) {
		case int, *int:
			goto done
		case interface{ Name() string }:
			fallthrough
		default:
			_ = x
			continue outer
		}
	}
	for i := 0; i < 3; i++ {
		out = append(out[:i:3], []V{f(*new(K), V(1))}...)
	}
done:
	go func(a, b int, _ ...string) (c, d rune) { return 'a', '\n' }(1, 2)
	var grid = [...][2]float64{{1, 2.5e3}, {0: 1i}}
	p := &struct{ X, Y int }{X: 1}
	p.X, p.Y = p.Y<<1, -p.X&^3
	return Map[K, V](m, f)
}
