@Deprecated open module a.b { requires transitive c.d; exports e to f, g; opens h; uses i.J; provides k.L with m.N; }
