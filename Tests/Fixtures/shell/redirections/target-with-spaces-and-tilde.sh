x='a b'; echo q > "$x"; cat 'a b'; HOME=.; echo r > ~/t; cat t
