# shells: gnu
for list in /5 2,/5 +5 1,+5 //5 5,/ ,/5 1,2,+5; do printf 'a\tb\tc\td\n' | expand -t "$list"; done
for list in /5,3 +5,/3 1,/2,/3 3,/x 1,+2,4 2,1 0 x; do expand -t "$list" </dev/null; echo $?; done
expand -t 9999999999999999999999 </dev/null; echo $?
