{ echo a; echo b; } & wait; false || echo c & wait; echo d | cat & wait; (sleep 0.1; echo late) & echo early; wait; if true; then echo if; fi & wait
