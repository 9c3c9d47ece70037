f() { echo f; }; f > a; echo b; : > c; echo d; eval 'echo e' > g; echo h; . /dev/null > i; echo j; cat a g
