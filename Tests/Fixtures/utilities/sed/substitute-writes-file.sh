cat > fruit <<'END'
apple 3 red
banana 12 yellow
cherry 250 red
grape 40 green
lemon 7 yellow
END
sed -n 's/yellow/gold/w out' fruit
cat out
