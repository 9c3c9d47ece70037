touch .a .b c; mkdir d; echo *; echo .[!.]*; echo .?; echo d/*
