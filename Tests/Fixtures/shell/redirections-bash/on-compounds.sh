# shells: dash ash bash
for i in 1 2; do echo $i; done >f; while read x; do echo "<$x>"; done <f; if true; then echo i; fi >>f; { echo g; } >>f; (echo s) >>f; case a in a) echo c;; esac >>f; cat f
f() { echo body; } >flog; f; cat flog; until false; do echo u; break; done 2>&1 | cat
