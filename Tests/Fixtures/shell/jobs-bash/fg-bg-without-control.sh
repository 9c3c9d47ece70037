# shells: bash
fg; echo $?; bg; echo $?; suspend 2>/dev/null; echo $?; fg %nosuch; echo $?
