mkdir d; for f in d/*; do [ -e "$f" ] || continue; echo "no $f"; done; : > d/a.sh; : > 'd/b c.sh'; for f in d/*.sh; do echo "$f"; done
