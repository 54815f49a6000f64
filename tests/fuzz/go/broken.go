package broken

func a( { x := }
func (r b() { if { for := range {
type T struct { A, `x }
import "open
var = &{1:,
switch { case : select { case <-