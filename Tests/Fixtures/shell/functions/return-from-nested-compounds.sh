f() { for i in 1 2 3; do while true; do if [ $i = 2 ]; then return $i; fi; break; done; echo $i; done; }; f; echo $?
