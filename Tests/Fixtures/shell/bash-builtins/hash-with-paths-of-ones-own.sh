# shells: bash
hash -p /some/ls ls; type ls; hash -t ls
hash -p /old tool other; hash -p /new tool; (hash -p /child tool; hash -t tool); hash -t tool other; hash -d tool; hash -t tool; echo $?
hash -r; hash; hash /dev/null; echo $?; hash nosuchprogram; echo $?; hash -t; echo $?
