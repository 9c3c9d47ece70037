echo a; (exec echo b; echo no); exec echo c d; echo no
