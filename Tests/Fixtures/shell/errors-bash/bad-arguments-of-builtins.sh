# shells: dash ash bash
(shift 5; echo "on $?"); echo $?
(shift x; echo "on $?"); echo $?
(exit abc; echo "on $?"); echo $?
(break 0; echo "on $?"); echo $?
(for i in a b; do break x; done; echo "on $?"); echo $?
(cd /nosuch; echo "on $?"); echo $?
(unset 1x; echo "on $?"); echo $?
(export 1x=2; echo "on $?"); echo $?
(umask 999; echo "on $?"); echo $?
(. ./nosuch; echo "on $?"); echo $?
(. nosuch; echo "on $?"); echo $?
(alias nosuch; echo "on $?"); echo $?
(set -o nosuch; echo "on $?"); echo $?
