printf 'a b\n' | awk '{ $3 = "c"; print $0; print NF; $1 = ""; print $0; print NF }'
