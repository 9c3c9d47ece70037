mkdir -p a/b/c x/y z; touch z/f
rmdir nox; echo $?; rmdir z; rmdir z/f; rmdir -p a/b/c; ls; rmdir -p x/y z; ls; mkdir -p p/q p/r; rmdir -p p/q; echo $?; rmdir --ignore-fail-on-non-empty p; echo $?; ls p; rmdir p/r/ p; ls
