# shells: bash
(exec 3>&1 > >(sed 's/^/> /'); p=$!; echo one; echo two; exec >&3; wait $p; echo done)
