mkdir -p a -- -d 2>/dev/null; t=$PWD; cd -- -d; echo ${PWD#$t}; cd ..; cd -L a; echo ${PWD#$t}; cd -P ..; cd a/.; echo ${PWD#$t}; cd ../a/../-d; echo ${PWD#$t}
