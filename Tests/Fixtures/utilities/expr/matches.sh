expr a : b; echo $?
expr abc : 'a\(b\)c'
expr abc : 'a.'
expr abc : '\(x\)'; echo $?
expr /usr/bin/x : '.*/\(.*\)'
expr abc : bc; echo $?
expr 12 : '[0-9]*'
expr match abc 'a\(.\)'
