echo "$(echo a; echo b)" `echo back`
x=$(false); echo $?
echo $(echo "nested $(echo deep)")
