(set -e; { echo a; } >> /nosuch/x; echo continued) 2>/dev/null; echo $?
(set -e; for i in 1; do echo $i; done < /nosuch; echo continued) 2>/dev/null; echo $?
(set -e; if true; then echo b; fi > /nosuch/y; echo continued) 2>/dev/null; echo $?
(set -e; { echo a; } >> /nosuch/x || echo or; echo continued) 2>/dev/null; echo $?
