fact() { if [ $1 -le 1 ]; then echo 1; else echo $(($1 * $(fact $(($1-1))))); fi; }; fact 10
down() { [ $1 -eq 0 ] && return 5; down $(($1-1)); }; down 300; echo $?
