echo a > a; chmod 0600 a
echo b > b; chmod 0755 b
echo s > s; chmod 4755 s
echo g > g; chmod 2755 g
mkdir private shared; chmod 0700 private; chmod 1777 shared
echo r > private/r; chmod 0400 private/r
