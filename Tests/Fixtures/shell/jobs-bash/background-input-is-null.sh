echo data | { cat & wait; echo end; }
echo data | { cat <&0 & wait; }
