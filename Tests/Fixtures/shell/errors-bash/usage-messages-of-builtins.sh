# shells: bash
for c in 'cd -Z' 'declare -Z' 'export -Z' 'unset -Z' 'shopt -Z' 'type -Z' 'hash -Z' 'wait -Z' 'trap -Z' 'ulimit -Z' 'umask -Z' 'pushd -Z' 'mapfile -Z' 'compgen -Z' 'complete -Z' 'alias -Z' 'enable -Z' 'caller -Z' 'exec -Z' 'getopts' 'local -Z' 'source' 'builtin -Z' 'let' 'help -Z' 'dirs -Z' 'times -Z' 'logout'; do
    echo "# $c"; (f() { eval "$c"; }; f; echo "on $?") 2>&1
done
