# shells: bash
command_not_found_handle() { echo "handler: $*"; return 5; }
nosuch a "b c"; echo $?
