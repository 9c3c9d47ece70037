a=$$; b=$(echo $$); c=$( (echo $$) ); [ $a = $b ] && [ $a = $c ] && echo same; sh -c 'echo $$' > f; [ "$(cat f)" != $$ ] && echo child differs; rm f
