# shells: gnu
jq -nc '1 + 2 * 3 - 4 / 2 % 3, -1 - -2, 7 % 3, -7 % 3, 5.9 % 2.1'
jq -nc '1, 2 | . + 1'
jq -nc '[1 as $x | 2 as $y | $x + $y, $x]'
jq -nc 'true and false or true, (false, true) or (false, true), null // 1 // 2, (false, 3) // 4'
jq -nc '[1 < 2, "a" < "b", [] < {}, null < false, 1 == 1.0, "a" != "b"]'
jq -nc '"a" + "b", [1] + [2], null + 1, [1,2,1] - [1], "ab" * 3, "x" * 0, "a,b" / ","'
jq -nc '1 == 2 == 3'; echo $?
jq -nc '1 / 0'; echo $?
jq -nc '1 / (0 | .)'; echo $?
