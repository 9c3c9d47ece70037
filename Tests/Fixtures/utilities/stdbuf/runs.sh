# shells: gnu
stdbuf -oL echo x
stdbuf -o0 -e 0 -i 1K sh -c 'echo y; exit 3'; echo $?
stdbuf echo x; echo $?
stdbuf -oX echo; echo $?
stdbuf -oL nosuch; echo $?
