# shells: ash bash
let i=5 i++ 'j = i * 2'; echo $i $j; echo $((i++ + ++j)) $i $j $((2**8)) $((1,2)) $((i>5?i:0))
