# shells: dash ash bash
exec 3>&1 >log; echo into log; echo direct >&3; exec >&3 3>&-; echo back; cat log; echo x >&3; echo $?
