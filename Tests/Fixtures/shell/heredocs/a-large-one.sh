f() { cat <<E
$(seq 1 5000)
E
}
f | wc -l | tr -d ' '; f | tail -n 1
