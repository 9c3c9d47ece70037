for i in 1 2; do break 2; echo no; done; echo out
for i in 1 2; do for j in 1 2; do break 99; done; echo no; done; echo out
for i in 1 2; do for j in 1 2; do continue 99; done; echo no; done; echo out
for i in 1 2; do false; break; done; echo $?
for i in 1 2; do eval break; echo no; done; echo $i
for i in 1 2; do ! break; done; echo "$i $?"
while break; do echo no; done; echo $?
i=0
while i=$((i + 1)); [ $i -lt 3 ] || break; continue; do echo no; done; echo $i
f() { for i in 1 2; do return 3; done; }; f; echo "$i $?"
