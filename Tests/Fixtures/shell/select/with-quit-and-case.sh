# shells: bash
PS3='? '; select a in start stop quit; do case $a in start) echo go;; quit) break;; *) echo "bad $REPLY";; esac; done <<<$'1\nx\n3' 2>/dev/null; echo end
