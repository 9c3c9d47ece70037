# shells: bash
printf '[%10q][%-8q]\n' 'a b' x; printf '%Q|%.3Q\n' 'a b' 'abcd e'
