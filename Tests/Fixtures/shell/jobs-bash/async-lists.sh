{ echo a; echo b; } & wait; (echo c; echo d) & wait; echo e && echo f & wait; false || echo g & wait; echo h | cat & wait; if true; then echo i; fi & wait
