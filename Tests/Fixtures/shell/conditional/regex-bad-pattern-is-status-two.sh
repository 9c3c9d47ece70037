# shells: bash
r='['; [[ a =~ $r ]]; echo $?
r='(a'; [[ a =~ $r ]]; echo $?
r='*a'; [[ a =~ $r ]]; echo $?
