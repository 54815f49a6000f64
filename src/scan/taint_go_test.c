#include "scan/testing.h"

#define SPEC                                            \
	"  mode: taint\n"                               \
	"  pattern-sources: [{pattern: source(...)}]\n" \
	"  pattern-sinks: [{pattern: sink(...)}]\n"     \
	"  pattern-sanitizers: [{pattern: clean(...)}]\n"

static const struct {
	const char *code, *lines;
} rows[] = {
    {"x, err := f(source())\nsink(x)\n", "2 "},
    {"y, z := g(), source()\nsink(y)\nsink(z)\n", "3 "},
    {"for _, v := range source() {\n\tsink(v)\n}\n", "2 "},
    {"if q := source(); q != \"\" {\n\tsink(q)\n}\n", "2 "},
    {"switch w := source().(type) {\ncase T:\n\tsink(w)\n}\n", "3 "},
    {"c <- source()\nsink(<-c)\n", "2 "},
    {"select {\ncase m := <-source():\n\tsink(m)\n}\n", "3 "},
    {"defer sink(source())\ngo sink(source())\n", "1 2 "},
    {"sink(fmt.Sprintf(\"a %s\", source()))\n", "1 "},
    {"sink(fmt.Sprintf(\"a %s\", clean(source())))\n", ""},
    {"b := []byte(source())\nsink(string(b[1:]))\n", "2 "},
    {"x := source()\nsink(len(x))\nn, _ := strconv.Atoi(x)\nsink(n)\n"
     "sink(x == \"a\")\nsink(strings.HasPrefix(x, \"a\"))\n",
	""},
    {"var x T\njson.Unmarshal(source(), &x)\nsink(x.A)\n", "3 "},
    {"var x T\nd := json.NewDecoder(source())\nd.Decode(&x)\nsink(x)\n", "4 "},
    {"var x T\nvalidate(source(), &x)\nsink(x)\n", ""},
    {"var b strings.Builder\nb.WriteString(source())\nsink(b.String())\n",
	"3 "},
    {"p := &x\nx = 1\ny := source()\nq := &y\nsink(*p)\nsink(*q)\n", "6 "},
    {"t := &T{A: source(), B: c}\nsink(t.A)\nsink(t.B)\nsink(t)\n", "2 4 "},
    {"m := map[string]T{\"a\": source(), \"b\": c}\nsink(m[\"a\"])\n"
     "sink(m[\"b\"])\n",
	"2 "},
    {"s := []T{c, source()}\nsink(s[1])\nsink(s[0])\n", "2 "},
    {"func(a, b T) {\n\tsink(a)\n\tsink(b)\n}(c, source())\n", "3 "},
    {"func f(x T, n int) T {\n\treturn x\n}\n"
     "func g() {\n\tsink(f(source(), 1))\n\tsink(f(c, source()))\n}\n",
	"5 "},
    {"func f() (T, error) {\n\treturn source(), nil\n}\n"
     "func g() {\n\tx, err := f()\n\tsink(x)\n\tsink(err)\n}\n",
	"6 "},
    {"func (t *T) set(x U) {\n\tt.a = x\n}\nfunc (t *T) put() {\n"
     "\tsink(t.a)\n}\ntype T struct {\n\ta, b U\n}\nfunc f() {\n"
     "\tt := &T{b: c}\n\tt.set(source())\n\tsink(t.b)\n\tt.put()\n}\n",
	"5 "},
    {"type T struct{}\nfunc (t T) f(x U) U {\n\treturn x\n}\n"
     "type V struct{}\nfunc (v V) f(x U) U {\n\treturn c\n}\n"
     "func g() {\n\tsink(T{}.f(source()))\n\tsink(V{}.f(source()))\n}\n",
	"10 "},
};

static void
go_values_are_followed_to_the_sink(void)
{
	for (size_t i = 0; i < NELEM(rows); i++)
		check_lines(
		    "go", RULE("go", SPEC), rows[i].code, rows[i].lines);
}

TEST_MAIN(T(go_values_are_followed_to_the_sink))
