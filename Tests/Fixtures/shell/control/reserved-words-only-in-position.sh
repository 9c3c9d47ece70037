echo if then; x=if; echo $x; $x true 2>/dev/null; echo $?; for=1; echo $for; then=2 do=3; echo $then$do; echo a; echo done
