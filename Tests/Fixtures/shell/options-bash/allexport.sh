# shells: dash ash bash
a=1; set -a; b=2; f() { c=3; }; f; set +a; d=4; env | grep '^[abcd]=' | sort
