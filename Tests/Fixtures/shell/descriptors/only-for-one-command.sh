echo a 3>f >&3; cat f; (echo b >&3) 2>/dev/null || echo gone; { echo c >&3; echo d >&3; } 3>g; cat g; f() { echo e >&3; }; f 3>h; cat h
