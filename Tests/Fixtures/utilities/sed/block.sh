cat > fruit <<'END'
apple 3 red
banana 12 yellow
cherry 250 red
grape 40 green
lemon 7 yellow
END
sed -n '/red/{s/red/RED/;p;}' fruit
