# shells: bash
x=v; echo ${x}{1,2} ${x:-{a,b}} {${x},w} "${x}"{a,b}
