IFS='
'
for l in $(printf 'a b\nc\n\nd e\n'); do echo "[$l]"; done
