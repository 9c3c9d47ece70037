# shells: bash
exec 12>f; echo twelve >&12; exec 12>&-; cat f; echo y 33>f; echo a12>g; cat f g
