set --; getopts a o; echo "$? $o $OPTIND"; set -- x -a; OPTIND=1; getopts a o; echo "$? $o $OPTIND"; (getopts) 2>/dev/null; [ $? -ne 0 ] && echo usage
