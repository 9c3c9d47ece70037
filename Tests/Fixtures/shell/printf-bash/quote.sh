# shells: bash
printf '%q\n' plain 'a b' "it's" '$x' '' $'tab\there' '*' 'a=b' '~' 'x~' '#c' 'a#' '{a,b}' 'é' '!' '-n' 'a;b' '^' '[x]'
