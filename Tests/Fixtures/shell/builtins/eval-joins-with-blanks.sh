eval echo 'a' '  b' 'c;' 'echo d'; eval 'echo "q' 'r"'; eval 'f() { echo f; }'; f; eval 'for i in 1 2' '; do echo $i; done'
