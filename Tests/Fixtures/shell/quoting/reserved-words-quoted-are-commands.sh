'if' true 2>/dev/null; echo $?
\if true 2>/dev/null; echo $?
i"f" true 2>/dev/null; echo $?
echo if then else fi do done case esac while until for in { } !
