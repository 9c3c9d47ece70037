# shells: bash
echo 'a\tb'; shopt -s xpg_echo; echo 'a\tb'; echo -e 'c\n'; echo -E 'a\tb'
