for v in "$$" "$PPID"; do case $v in ''|*[!0-9]*) echo bad;; *) echo number;; esac; done; [ "$(echo $$)" = $$ ] && echo same in subshell; (PPID=1) 2>/dev/null; echo done
