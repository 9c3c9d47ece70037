echo apple > a
grep -H apple a
