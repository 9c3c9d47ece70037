# shells: gnu
printf '1._2.__3.___4._' | tac -r -s '\._+'; echo
printf '._1._2.__3.___4' | tac -b -r -s '\._+'; echo
printf 'a1b22c' | tac -r -s '[0-9]'; echo; printf 'aXXbXc\n' | tac -rs X
printf 'a\nb\nc\n' | tac -r; printf 'a\nb\nc\n' | tac -r -s '^b'; echo
printf 'aab' | tac -r -s '\(a\)\1'; echo
