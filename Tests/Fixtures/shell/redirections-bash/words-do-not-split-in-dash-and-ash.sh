# shells: dash ash
x='a b'; echo hi >$x; ls; e=; (echo hi >$e); echo $?
