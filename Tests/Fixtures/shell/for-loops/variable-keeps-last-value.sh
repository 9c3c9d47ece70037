for x in a b c; do :; done; echo $x
for x in; do :; done; echo $x
x=keep; for x in $none; do :; done; echo $x
