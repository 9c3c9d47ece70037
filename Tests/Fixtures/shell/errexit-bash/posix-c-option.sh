# shells: bash
bash -e -c 'f() { false; echo on; }; f || echo or; x=$(false; echo s); echo "$x"; false; echo no'; echo $?
bash --posix -e -c 'x=$(false; echo s); echo "$x"'; echo $?
