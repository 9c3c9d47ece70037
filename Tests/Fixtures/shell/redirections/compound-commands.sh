for i in 1 2; do echo $i; done > f; cat f
if true; then echo t; fi >> f; { echo g; } >> f; (echo s) >> f; case x in x) echo c;; esac >> f
while read l; do echo "r $l"; done < f
