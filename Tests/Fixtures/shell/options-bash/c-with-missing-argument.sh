# shells: bash
bash -c; echo $?; bash --nosuch; echo $?; bash nosuchfile; echo $?; bash -o nosuch -c :; echo $?
