# shells: dash ash bash
exec 2>/dev/null
trap 'echo term; kill $child' TERM; sleep 5 & child=$!
(sleep 0.1; kill -TERM $$) & wait $child; wait $child; echo $?
