# shells: ash bash
[ a == a ] && echo eq; [ a \< b ] && echo lt; test -e . && echo e; [ -v u ] 2>/dev/null; echo end
