# shells: dash ash bash
nosuchcmd; echo $?
./nosuch; echo $?
/; echo $?
touch plain; ./plain; echo $?
"" ; echo $?
nosuch a b 2>/dev/null || echo or
