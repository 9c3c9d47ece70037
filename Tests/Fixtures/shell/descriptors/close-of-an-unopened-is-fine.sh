exec 7>&-; echo $?; exec 8<&-; echo $?; echo a 9>&-; : 5<&-; echo $?
