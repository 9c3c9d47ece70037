mkdir -p a/b; t=$PWD; cd a; cd b; echo ${PWD#$t}; cd ..; echo ${PWD#$t}; cd ../a/./b//; echo ${PWD#$t}; cd /; echo $PWD; cd usr/../usr/bin/..; echo $PWD
