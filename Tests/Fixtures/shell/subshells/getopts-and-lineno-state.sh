set -- -a -b; getopts ab o; echo $o; (getopts ab o; echo $o); getopts ab o; echo $o
