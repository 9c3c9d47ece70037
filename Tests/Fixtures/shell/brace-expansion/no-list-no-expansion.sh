# shells: bash
echo {} {a} {a,b a,b} x{}y {a}{b,c} {,a} a{b,c {{a,b} {a,b}} }{ ${none}{x}
