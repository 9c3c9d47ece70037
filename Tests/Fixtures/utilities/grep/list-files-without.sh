echo x > a; echo y > b; echo x > c
grep -L x a b c
