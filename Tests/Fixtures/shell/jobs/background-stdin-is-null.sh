printf 'a\nb\n' > f; { cat & wait; echo end; } < f; { cat <&3 & wait; } 3< f
