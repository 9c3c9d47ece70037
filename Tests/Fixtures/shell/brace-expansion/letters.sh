# shells: bash
echo {a..e} {e..a} {a..i..3} {A..C} {a..a} {z..x..1} {Z..b..1} | cat
