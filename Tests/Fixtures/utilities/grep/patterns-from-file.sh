printf 'b\nd\n' > list
printf 'a\nb\nc\nd\n' | grep -f list
