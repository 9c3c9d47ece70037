# shells: bash
set -- a; shift 2; echo $?; shopt -s shift_verbose; shift 2; echo $?
mkdir p; echo 'echo from path' >p/lib.sh; PATH=$PWD/p:$PATH; . lib.sh; shopt -u sourcepath; . lib.sh; echo $?
