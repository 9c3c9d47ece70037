(trap 'exit 7' EXIT; exit 3); echo $?
(trap 'true' EXIT; exit 3); echo $?
(trap 'false' EXIT; true); echo $?
(trap 'echo a' EXIT; trap 'echo b' EXIT); (trap 'echo a' EXIT; trap - EXIT); (trap 'echo a' 0)
