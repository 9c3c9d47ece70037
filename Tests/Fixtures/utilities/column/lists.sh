# shells: gnu
seq 10 > f; column -c 20 f | cat -A; column -x -c 20 f | cat -A; column -c 40 f | cat -A; printf 'aaaaaaaaa\nb\nc\n' | column -c 40 | cat -A; printf '%0100d\nx\n' 1 | column; column f; printf '\na\n\n' | column
