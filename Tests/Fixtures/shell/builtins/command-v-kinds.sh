f() { :; }; command -v f; command -v cd; command -v if; command -v nosuch-xx; echo $?; command -v echo; command -v :; command -v /nope; echo $?; alias zz='echo q'; command -v zz
