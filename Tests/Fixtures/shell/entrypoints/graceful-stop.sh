trap 'echo stopping; kill "$child" 2>/dev/null; wait "$child" 2>/dev/null; echo "stopped"; exit 0' TERM INT
sleep 5 & child=$!
(sleep 0.1; kill -TERM $$) &
wait "$child"
echo no
