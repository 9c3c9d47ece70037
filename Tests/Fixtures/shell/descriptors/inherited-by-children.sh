exec 3>f; sh -c 'echo child >&3'; (echo sub >&3); echo a | { cat >/dev/null; echo pipe >&3; }; exec 3>&-; cat f; sh -c 'echo x >&3' 2>/dev/null || echo closed
