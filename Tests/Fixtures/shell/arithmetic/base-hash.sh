# shells: ash bash
echo $((2#101)) $((16#ff)) $((36#z)) $((8#17))
