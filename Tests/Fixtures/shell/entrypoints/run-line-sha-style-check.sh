echo abc > f; sum=$(wc -c < f); [ $((sum)) -eq 4 ] || exit 1; echo "$((sum)) *f" | while read s n; do [ "$s" = 4 ] && echo "${n#\*}: OK"; done
