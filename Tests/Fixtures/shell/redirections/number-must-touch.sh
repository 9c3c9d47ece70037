echo 2>f; cat f; echo "--"; echo 2 >f; cat f; echo a2>f; cat f; x=2; echo $x>f; cat f; echo \2>f; cat f; echo '2'>f; cat f
