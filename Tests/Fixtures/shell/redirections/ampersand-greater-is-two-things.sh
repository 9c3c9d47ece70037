# shells: dash
echo a &> f; wait; cat f; ls
