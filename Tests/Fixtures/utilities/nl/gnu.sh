# shells: gnu
printf 'a\n\nb\n' > f; printf 'x\n\\:\\:\\:\nhead\n\\:\\:\nbody\n\\:\nfoot\n\\:\\:\nagain\n' > p
nl -nln f; nl -nrz f; nl -ba -l2 f; nl p; nl -ha -fa p; nl -p p; nl -d xy f; nl -v-1 f; nl --body-numbering=a --number-width=2 --number-separator=/ f
for a in '-b x' '-v x' '-w 0' '-n x' '-i x' '-l 0' '-w x' '-f q' -q; do nl $a f; echo $?; done
printf 'a\n\n\n\n\nb\n' | nl -ba -l3; nl -bt -ht -ft p; nl -s '' f; nl nofile f; echo $?
