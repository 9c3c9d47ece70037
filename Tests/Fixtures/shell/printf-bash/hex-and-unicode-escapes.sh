# shells: bash
printf '\x41\x4a\x4\n'; LC_ALL=C.UTF-8; printf '\u00e9\U1F600|%b\n' '\u20ac \x42'
printf '%5s|%-4s|%.2s|\n' é é éàü; printf '%d\n' "'é"
