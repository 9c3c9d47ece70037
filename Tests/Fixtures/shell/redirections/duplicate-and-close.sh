exec 3>f; echo a >&3; echo b >&3; exec 3>&-; cat f
(echo x >&3) 2>/dev/null || echo closed
exec 4<f; read l <&4; echo $l; read l <&4; echo $l; exec 4<&-
