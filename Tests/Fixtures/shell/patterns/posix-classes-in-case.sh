for c in a A 5 ' ' _ . '	'; do
case $c in [[:lower:]]) echo lower;; [[:upper:]]) echo upper;; [[:digit:]]) echo digit;;
[[:space:]]) echo space;; [[:punct:]]) echo punct;; *) echo other;; esac; done
