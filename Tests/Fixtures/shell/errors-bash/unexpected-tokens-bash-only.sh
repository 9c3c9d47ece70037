# shells: bash
for s in 'a=(1 2' '[[ a' '((1' 'cat <<<' 'echo ${x/a' 'a=(1 & 2)' 'function f' 'select x in a; do' 'coproc' 'for ((;;' '[[ a == ]]' '[[ ( a ]]' 'echo <(' 'case a in a) ;;& esac x' 'a=1 b=( ' 'time |' 'if [[ a ]] then; fi' '(())' 'x=$((' "echo \$'a"; do
    echo "# $s"; (eval "$s") 2>&1; echo "$?"
done
