awk 'function f(x, y) { y = x; x = "c"; return y } BEGIN { x = "g"; print f(x), x, y "|" }'
