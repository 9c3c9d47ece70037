true | false & wait $!; echo $?; false | true & wait $!; echo $?
