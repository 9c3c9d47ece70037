mkdir d; (cd d; : > f); ls d; cd d && rm -r ../d && (cd . 2>/dev/null; echo $?); cd ..; ls
