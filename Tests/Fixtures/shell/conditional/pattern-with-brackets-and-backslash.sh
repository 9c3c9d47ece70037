# shells: bash
x='a\b'; [[ $x == 'a\b' ]] && echo 1; [[ $x == a\\b ]] && echo 2; [[ $x == *\\* ]] && echo 3
y='[x]'; [[ $y == \[x\] ]] && echo 4; [[ $y == "["*"]" ]] && echo 5; [[ x == $y ]] && echo 6; [[ '[x]' == "$y" ]] && echo 7
[[ - == [a-] ]] && echo 8; [[ ] == []] ]] && echo 9; [[ b == [!a] ]] && echo 10; [[ b == [^a] ]] && echo 11
