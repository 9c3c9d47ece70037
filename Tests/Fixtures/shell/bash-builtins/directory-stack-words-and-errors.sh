# shells: bash
cd /usr
pushd -n; echo $?; pushd -z; echo $?; pushd . .; echo $?; popd zzz; echo $?
popd -z; echo $?; dirs a; echo $?; popd --; echo $?
cd /; pushd -n /usr; pushd -n x/y; pushd +1; dirs -v; popd -n; popd -n +1; dirs -l; dirs +9; echo $?
