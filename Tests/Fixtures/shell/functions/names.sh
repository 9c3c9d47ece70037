f_1() { echo 1; }; _f() { echo 2; }; F() { echo 3; }; f_1; _f; F
