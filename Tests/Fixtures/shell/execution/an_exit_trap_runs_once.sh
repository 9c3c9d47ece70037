trap 'echo parent' EXIT
(echo in); x=$(echo s); echo a | cat; (exec true); (trap 'echo no' EXIT; exec true); echo end
