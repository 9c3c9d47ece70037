# shells: dash ash bash
for s in 'fi' 'echo a; done' 'if true; then echo a' 'while true; do' 'case a in' 'echo )' '( echo a' '{ echo a' '&& echo a' 'echo a ||' '| cat' ';;' 'for x in a; echo $x; done' 'if; then echo a; fi' 'echo "unterminated' "echo 'unterminated" 'echo $(unterminated' 'echo `unterminated' 'echo ${x' 'a() {' '! ' 'then' 'echo a & & echo b' 'echo a;; echo b' '>' 'echo a >' 'for' 'case' 'function' '}' 'in'; do
    echo "# $s"; (eval "$s") 2>&1; echo "$?"
done
