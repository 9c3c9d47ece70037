# status: 0
f() { if [ $1 -gt 0 ]; then f $(($1 - 1)); fi; }
f 10
