awk 'function f(a) { a["x"]++; if (a["x"] < 3) f(a) } BEGIN { f(z); print z["x"] }'
