printf 'a+b\n' | awk '/a[+]b/ { print 1 } /a\+b/ { print 2 } $0 ~ "a[+]b" { print 3 }'
