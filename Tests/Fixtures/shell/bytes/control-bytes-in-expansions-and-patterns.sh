x=$(printf 'p\201q\210r'); printf '%s' $x; echo; y=${x#p}; printf '%s' "$y"; echo; case $x in p*r) echo match;; esac; IFS=$(printf '\201'); set -- $x; echo $#
