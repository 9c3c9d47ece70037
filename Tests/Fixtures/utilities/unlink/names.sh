echo a > f; mkdir d; unlink f; ls; unlink nox; echo $?; unlink d; echo $?; ln -s d l; unlink l; ls
