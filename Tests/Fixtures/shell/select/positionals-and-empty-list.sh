# shells: bash
set -- p q; select x; do echo $x; break; done <<<1; select y in; do echo never; done; echo $?
