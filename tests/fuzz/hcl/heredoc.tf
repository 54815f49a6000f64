locals {
  a = { b = 1, "c" : null }
  d = <<-E
    text ${a ? b : c}
  E
}
