# shells: bash
echo {a,b{1,2},c} {{a,b},{c,d}} x{1,{2,3}{4,5}}y /usr/{lib{,64},share/{doc,man}}
