sleep 5 & echo $! > app.pid; kill "$(cat app.pid)"; wait $! 2>/dev/null; echo "status $?"; rm app.pid
