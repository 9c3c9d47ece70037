echo apple > a; echo apricot > b
grep -h ap a b
