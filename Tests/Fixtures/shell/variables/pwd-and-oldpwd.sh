mkdir -p a/b; top=$PWD; cd a; echo ${PWD#$top} ${OLDPWD#$top}.; cd b; echo ${PWD#$top} ${OLDPWD#$top}; cd - >/dev/null; echo ${PWD#$top}; env | grep -c '^OLDPWD='
