# shells: bash
set -- a b c; shift 1 extra; echo $?
echo next $*
