umask "${UMASK:-0027}"; mkdir -p run; : > run/pid; ls -ld run | cut -c1-10; ls -l run/pid | cut -c1-10; : "${PUID:=1000}" ${PGID:=1000}; echo "$PUID:$PGID"
