echo a | cat > f; cat < f | cat | cat; echo b 2>&1 | cat; cat < f >g; cat g
echo lost > f2 | cat; cat f2
