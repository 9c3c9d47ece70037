echo apple > a; echo apricot > b
grep ap a b
