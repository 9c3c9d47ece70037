seq 1 20 > f; (seq 1 2; echo 3x; seq 4 14; seq 16 20) > g; diff -u --label a/f --label b/f f g > p
cp f h; patch h p; cmp h g; patch -R h < p; cmp f h; cp f k; patch k < p; mkdir d; cp f d/f; cd d; patch -p1 < ../p; cmp f ../g; cd ..; patch -p1 -i p; cmp f g; echo $?; patch -p1 --dry-run -R -i p; cmp f g; patch -Rp1 < p; head -n 4 f
printf -- '--- /dev/null\n+++ b/new\n@@ -0,0 +1,2 @@\n+x\n+y\n' > pn; patch -p1 < pn > /dev/null; cat new; printf -- '--- a/new\n+++ /dev/null\n@@ -1,2 +0,0 @@\n-x\n-y\n' > pd; patch -p1 < pd; ls
