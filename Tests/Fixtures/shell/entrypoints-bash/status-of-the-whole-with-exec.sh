# shells: bash
(bash -c 'exec false'; echo $?); (bash -c 'exec nosuch_cmd'; echo $?) 2>&1; (bash -c 'exec -- echo dash'); bash -c 'trap "echo t" EXIT; exec true'; bash -c '"$@"; echo "after $?"' sh sh -c 'exit 9'
