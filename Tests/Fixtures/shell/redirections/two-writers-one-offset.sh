{ echo a; echo b >&3; echo c; } > f 3>&1; cat f
{ echo a; echo b; } > g 2>&1; cat g
