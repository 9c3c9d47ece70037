awk 'BEGIN{s="aaa"; print sub(/a/,"b",s), s; print gsub(/a/,"c",s), s; print gsub(/z/,"y",s), s; a["k"]="foo"; gsub(/o/,"0",a["k"]); print a["k"]}'
