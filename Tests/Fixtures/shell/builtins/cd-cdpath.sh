mkdir -p p/target q; t=$PWD; CDPATH=$t/p; cd target | sed "s|^$t||"; cd target >/dev/null; echo ${PWD#$t}; cd $t; cd ./q; echo ${PWD#$t}; CDPATH=:$t/p; cd $t; cd q; echo ${PWD#$t}
