echo x > a; echo y > b; echo x > c
grep -l x a b c
