# shells: dash ash
eval 'x=(a b)' 2>/dev/null; echo no
