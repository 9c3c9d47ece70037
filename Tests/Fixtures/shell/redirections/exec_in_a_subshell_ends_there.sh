(exec > f; echo a)
echo b
f() { exec > g; echo c; }
(f)
f
echo d
exec >&2
cat f g > all
