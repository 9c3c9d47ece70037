set -- -e; echo "$1"; false; echo alive; set - x; echo $1; set -- ; echo $#; set -- ""; echo $#
