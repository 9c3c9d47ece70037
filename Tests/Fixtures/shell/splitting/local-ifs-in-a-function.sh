f() { local IFS=:; set -- $1; echo "$#"; }
f a:b:c; x='a:b c'; set -- $x; echo $#
