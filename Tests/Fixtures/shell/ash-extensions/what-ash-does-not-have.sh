# shells: ash
for s in 'a=(1)' 'x+=1' 'cat <<<a' 'echo ${!HOME}' 'echo ${HOME^^}' 'echo ${HOME@Q}' 'declare x=1' 'typeset x' 'shopt -s nullglob' 'mapfile a' 'coproc cat' 'select x in a; do :; done' '((1))' 'for ((;;)); do :; done' 'echo a |& cat' 'exec {fd}>f' 'trap : ERR' 'trap : DEBUG' 'trap : RETURN' 'pushd /' 'caller' 'compgen -v' 'enable' 'disown' 'builtin echo b' 'export -f f' 'local x' 'wait -n' 'ulimit -n' 'help' 'history'; do
    echo "# $s"; (eval "$s" >/dev/null; echo "on $?") 2>&1
done
