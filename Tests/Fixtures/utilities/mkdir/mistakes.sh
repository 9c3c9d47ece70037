echo > f; mkdir d
mkdir d; echo $?; mkdir f; mkdir nod/x; mkdir f/x; mkdir -p f; mkdir -p f/x; echo $?; mkdir -m q y; mkdir ''; mkdir -p d/x d; ls; mkdir y d z; ls
