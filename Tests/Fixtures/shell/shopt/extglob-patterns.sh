# shells: bash
shopt -s extglob
touch a.c a.h b.c readme abc ab
echo *.@(c|h); echo !(*.c|*.h); echo a?(b)?(c); echo +([a-z]); echo @(a|b).*; echo !(readme)
case foobar in foo*(b)ar) echo 1;; esac; x=aaabbb; echo ${x##+(a)} ${x#+(a)} ${x%%*(b)} ${x//@(a|b)/-}
