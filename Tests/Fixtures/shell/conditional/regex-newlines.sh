# shells: bash
x=$'one\ntwo'
[[ $x =~ one.two ]] && echo dot; [[ $x =~ ^two ]] || echo no line start; [[ $x =~ $'\n'two$ ]] && echo end
