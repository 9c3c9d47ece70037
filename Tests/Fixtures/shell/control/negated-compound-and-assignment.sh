! x=1; echo $? $x; ! { false; }; echo $?; ! [ a = b ]; echo $?; ! ! true 2>/dev/null; echo $?
