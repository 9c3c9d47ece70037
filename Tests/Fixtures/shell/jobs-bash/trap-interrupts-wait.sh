# shells: dash ash bash
trap 'echo got' USR1; (sleep 0.1; kill -USR1 $$) & sleep 0.3 & wait $!; echo $(($? > 128)); wait
