# shells: dash ash bash
echo a2>f; echo b 2>f; echo c2 >f; cat f; x=2; echo $x>f; cat f; echo "2">f; cat f; echo \2>f; cat f
