// Package orders keeps orders.
package orders

import (
	"context"
	"database/sql"
	"fmt"
	tmpl "html/template"
	_ "net/http/pprof"
)

const (
	first = iota
	second
)

var a, b = 1, "x"

type Order struct {
	ID, Count int `json:"id"`
	*sql.DB
	next map[string][]*Order
}

type Reader interface {
	Read(p []byte) (n int, err error)
	fmt.Stringer
}

func (o *Order) Read(p []byte) (n int, err error) {
	defer func() { recover() }()
	if v, ok := o.next["a"]; ok && len(v) > 0 {
		return len(v[0].next), nil
	} else if err := o.Ping(); err != nil {
		return 0, fmt.Errorf("order %d: %w", o.ID, err)
	}
	for i, v := range p {
		p[i] = v ^ 0x1F
	}
	return
}

func run(ctx context.Context, in <-chan Order, out chan<- string) {
	for {
		select {
		case o := <-in:
			out <- tmpl.HTMLEscapeString(fmt.Sprint(o))
		case <-ctx.Done():
			return
		default:
			continue
		}
	}
}
