printf 'a.b\naxb\n' | awk '$0 ~ /a\.b/ { print "lit", $0 } $0 ~ "a.b" { print "any", $0 }'
