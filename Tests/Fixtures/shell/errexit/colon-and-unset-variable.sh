set -e
x=; : $x; [ -z "$x" ]; echo a; [ -n "$x" ] || echo b; test "$x"; echo no
