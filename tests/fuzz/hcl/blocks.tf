resource "a" "b" {
  c = "x-${var.d}"
  dynamic "e" {
    for_each = [for s in var.l : upper(s) if s != ""]
    content { f = e.value[0].g }
  }
}
