# shells: gnu
env -S'A=${9B} printenv A'; echo $?
env -S'A=${B%B} printenv A'; echo $?
B=x env -S'A=${B} printenv A'; echo $?
