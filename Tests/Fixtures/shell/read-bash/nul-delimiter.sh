# shells: bash
printf 'a\0b c\0\n\0' | while IFS= read -r -d '' x; do printf '<%s>' "$x"; done; echo
printf 'whole\nfile\n' | { read -r -d '' x; echo "$? [$x]"; }
