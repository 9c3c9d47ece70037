# shells: gnu
for t in '!!!' YQ YQ= YQ==YQ== 'Y Q==' '' YWJjZ A= '====' 'YWJj!ZGVm'; do echo "$t" | base64 -d; echo " $?"; done
echo 'Y!W-J j' | base64 -di; echo; echo YW | base64 -di; echo $?; base64 -w x f; base64 a b; echo abc | base64 --wrap=2; printf abcdefgh | base64 -w 4; printf abc | base64 -w 4; base64 -q; mkdir d; base64 d; printf 'YWJj\r\n' | base64 -d; echo $?
