# shells: bash
x=abc e=
echo "${x//*/all}" "[${e//*/x}]" "[${e//?/x}]" "[${x//}]" "[${x//x*/-}]"
