awk 'BEGIN{s="x"; sub(/x/,"a&b&&",s); print s; s="x"; sub(/x/,"\\&",s); print s; s="x"; sub(/x/,"\\\\&",s); print s; s="x"; sub(/x/,"\\\\\\&",s); print s; s="x"; sub(/x/,"\\\\\\\\&",s); print s}'
