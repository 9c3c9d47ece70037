printf 'a\nb\nc\n' > f; printf 'x\ny' > g; tac f; tac g; tac f g; tac < f; printf '\n\na\n' | tac; tac /dev/null; tac nofile 2> /dev/null; echo $?
