{ echo a; echo b; } | { while read l; do echo "1 $l"; echo "2 $l" >&3; done; } 3>copy; cat copy
