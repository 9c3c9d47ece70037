# shells: bash
a=(1)
a[@]=x; echo $?
a[*]=x; echo $?
a[]=x; echo $?
