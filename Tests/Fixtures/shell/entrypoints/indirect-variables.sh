for p in MASTER SLAVE; do eval "${p}_PORT=\${${p}_PORT:-default-$p}"; done; eval "echo \$MASTER_PORT \$SLAVE_PORT"; v=MASTER_PORT; eval "x=\"\$$v\""; echo "$x"
