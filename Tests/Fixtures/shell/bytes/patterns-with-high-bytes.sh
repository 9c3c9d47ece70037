x=$(printf 'a\351b'); case $x in *[!a-z]*) echo nonascii;; esac; y=${x%%[!a-z]*}; echo $y; case $x in a[$(printf '\350')-$(printf '\352')]b) echo range;; *) echo norange;; esac
