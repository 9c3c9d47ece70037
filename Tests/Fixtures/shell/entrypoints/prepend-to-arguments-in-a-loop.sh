args=; for a in a 'b c' -x; do case $a in -x) continue;; esac; args="$args '$a'"; done; eval "set -- $args"; echo $#; for i; do echo "$i"; done
