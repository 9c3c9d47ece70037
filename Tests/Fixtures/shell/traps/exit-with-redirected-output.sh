exec 3>&1; (trap 'echo to fd1' EXIT; exec >f); cat f; (trap 'echo visible >&3' EXIT; exec >/dev/null); echo end
