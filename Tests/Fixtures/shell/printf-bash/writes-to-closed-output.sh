# shells: bash
printf x >&-; echo $?
echo x >&-; echo $?
