set -f -- a '*'; echo $# $2; set +f -u x; echo $1; set -fu -- ; echo $#; set +fu; set -a; v=1; set +a; sh -c 'echo $v'
