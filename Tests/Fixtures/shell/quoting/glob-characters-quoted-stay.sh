touch ab ac
echo a* 'a*' "a*" a\* a'*' "a"*
x='a*'; echo $x "$x"
