# shells: dash ash bash
>f echo a; <f cat; 2>/dev/null >f echo b c; cat f; x=1 >g; echo "[$x]"; >h; ls; a=v <f cat; echo >f 'x' y; cat f
