# shells: gnu
printf 'a\nb\nc\n' | xargs -l echo; printf 'a\nb\nc\n' | xargs --max-lines=2 echo
printf 'a b \nc\nd\\ \ne\n' | xargs -L1 echo; echo a b c | xargs -n ' +2' echo
printf '"" a\nb ""' | xargs -n1 echo -; printf 'a STOP' | xargs -E STOP echo; printf 'STOP' | xargs -E STOP echo x
printf 'aAb' | xargs -d '\x41' echo; mkdir d; xargs -a d echo x; echo $?
printf 'one two three' | xargs -s 9 echo; echo $?
xargs -s 4 </dev/null; echo $?
echo a | xargs -p echo; echo $?
echo a | xargs -n 2x; echo $?
