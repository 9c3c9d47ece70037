echo a b; echo; set -- $(printf 'a\302\240b'); echo $#
