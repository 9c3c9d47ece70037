# shells: ash bash
x=aXbXc; echo ${x/X*/-} ${x//?X/-} ${x/*X/-} ${x/*/all}
e=; echo "[${e/*/x}]" "[${e/?/x}]"
