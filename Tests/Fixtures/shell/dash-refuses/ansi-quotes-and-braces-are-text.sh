# shells: dash
IFS=$'\n'; printf '%s' "$IFS" | wc -c; unset IFS; echo $'x' {a,b} a{1..2}; for i in {1..3}; do echo $i; done
