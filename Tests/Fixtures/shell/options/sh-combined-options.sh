# shells: dash ash
sh -ec 'false; echo no'; echo $?; sh -euc 'echo $nope; echo no' 2>/dev/null; echo $?; sh -c 'echo $-' | grep -c c; sh -fc 'echo *'; sh -o noglob -c 'echo *'; sh -xc 'echo t' 2>&1
