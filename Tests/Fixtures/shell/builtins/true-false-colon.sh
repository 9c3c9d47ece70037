true x y; echo $?; false x; echo $?; : a b $(echo side >&2); echo $?; : > f; ls; false || : ; echo $?
