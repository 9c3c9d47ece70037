mkdir d; echo x > f; : > e; ln -s f l; ln -s none dangling; chmod 600 f
for o in -e -f -d -s -h -L -r -w -p -S -b -c; do for p in f e d l dangling missing; do [ $o $p ] && printf '%s ' "$o:$p"; done; done; echo
