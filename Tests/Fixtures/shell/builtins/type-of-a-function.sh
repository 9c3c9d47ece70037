f() { echo a; }; type f | head -n 1; alias q='echo z'; type q
