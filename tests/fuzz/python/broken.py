def f(a, *b, c=1, **d):
  try:
    x = [y for y in z if y]
  except (A, B) as e:
    raise
  match a:
    case {"k": v}:
      return v
  )
