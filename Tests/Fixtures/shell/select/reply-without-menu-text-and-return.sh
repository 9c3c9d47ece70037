# shells: bash
f() { select x in "$@"; do [[ $x ]] && return 5; done; }; f one two <<<$'7\n2' 2>/dev/null; echo "$? $x $REPLY"
