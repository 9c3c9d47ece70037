# shells: bash
if [[
  a == a &&
  b == b ||
  c == d
]]; then echo yes; fi
[[ x == x
]] && echo two
