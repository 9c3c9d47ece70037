# shells: gnu
printf 'a\n\n\n\tb\r\nc\r' > f; cat -s f; cat -E f; cat -T f; cat -sn f f; cat -bs f; cat -Ev f; cat -ET f; mkdir d; cat d f; echo $?; cat --number --squeeze-blank --show-ends f; cat -q; cat --foo; cat --show-all f
