# shells: dash ash bash
for c in 'cd -Z' 'export -Z' 'readonly -Z' 'unset -Z' 'read -Z x' 'set -Z' 'umask -Z' 'type -Z' 'command -Z' 'wait -Z' 'hash -Z' 'ulimit -Z' 'local -Z' 'eval -Z' 'exec -Z' 'trap -Z' 'jobs -Z' 'kill -Z' 'alias -Z' 'pwd -Z' 'echo -Z' 'getopts -Z' '. -Z'; do
    echo "# $c"; (eval "$c"; echo "on $?") 2>&1
done
