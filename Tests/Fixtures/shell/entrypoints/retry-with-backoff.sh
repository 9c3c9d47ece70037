n=0; flaky() { n=$((n+1)); [ $n -ge 3 ]; }
for i in 1 2 3 4 5; do flaky && break || echo "attempt $i failed"; done; echo "ok after $n"
