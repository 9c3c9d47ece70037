awk 'function a(n) { return n > 0 ? b(n - 1) + 1 : 0 } function b(n) { return n > 0 ? a(n - 1) + 1 : 0 } BEGIN { print a(10), b(7) }'
