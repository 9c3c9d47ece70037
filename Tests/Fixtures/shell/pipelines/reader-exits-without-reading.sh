echo a | true; echo $?; seq 1 10 | :; echo $?; echo x | { :; }; echo $?
