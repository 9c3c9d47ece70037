case a in a) cat <<E ;; esac
in case
E
{ cat <<E; } | tr n N
in braces
E
(cat <<E)
in parens
E
