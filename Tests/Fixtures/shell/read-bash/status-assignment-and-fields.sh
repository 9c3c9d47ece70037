# shells: bash
IFS=, read -r a b c <<<'1,"2,3",4'; echo "$a|$b|$c"
read -r first rest <<<'cmd arg1  arg2 '; echo "[$first][$rest]"
IFS=$'\t' read -r a b <<<$'x\t\ty'; echo "[$a][$b]"; IFS='|' read -r a b c <<<'x||y'; echo "[$a][$b][$c]"
