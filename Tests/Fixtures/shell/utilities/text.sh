printf '%s-%d|%5s|%-5s|\n' a 3 b c
printf 'one two\nthree\n' > f; wc -l < f; head -n 1 f; tail -n 1 f
printf 'x,y,z\n' | cut -d, -f1,3; echo hello | tr a-y b-z; echo aabb | tr -d a
printf '10\n9\n1\n' | sort -n; grep -c o f; grep -n three f; echo "a/b" | sed s,/,-,
seq 3; basename /a/b.txt .txt; dirname /a/b.txt
echo abc | grep "a.c"; echo xyz | grep -c .; printf "\n\nq\n" | grep -c .; echo "a.b axb" | grep -o "x."; echo ab | grep "^.b$"
echo cab | grep "^.b$" || echo none; echo Abc | grep -i "a.C"; echo "a.b" | grep -F "."; echo ab | grep -F . || echo none
