[ a \< b ]; echo $?; [ b \> a ]; echo $?; [ a '<' a ]; echo $?
