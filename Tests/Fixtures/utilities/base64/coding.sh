for n in 0 1 2 3 4 5; do printf 'abcdef' | head -c $n | base64; done
printf '%060d' 1 | base64; printf '%060d' 1 | base64 -w 20; printf abc | base64 -w 0; echo; printf '\377\376\375' | base64
echo YWJj | base64 -d; echo; printf 'YWJj\nZGVm\n' | base64 -d; echo; echo YQ== | base64 -d; echo; echo abc > f; base64 f; base64 f | base64 -d; printf '%0200d' 0 | base64 | tail -n 1; base64 nofile; echo $?
