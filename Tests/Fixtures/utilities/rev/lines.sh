printf 'abc\n\nde f\n' > f; rev f; rev < f; printf 'xyz' | rev; echo; rev f f; rev nofile 2> /dev/null; echo $?
