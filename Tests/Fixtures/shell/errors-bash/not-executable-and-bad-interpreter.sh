# shells: dash ash bash
printf '#!/nosuch/interp\necho x\n' >a; chmod +x a; ./a; echo $?
mkdir d; ./d; echo $?
printf 'echo no shebang $1\n' >b; chmod +x b; ./b arg; echo $?
