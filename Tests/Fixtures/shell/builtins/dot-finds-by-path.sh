mkdir d; echo 'echo by path' > d/lib.sh; PATH=$PWD/d:$PATH; . lib.sh; echo $?
