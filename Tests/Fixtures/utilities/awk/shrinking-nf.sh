awk 'BEGIN { $2 = "x"; print NF ":" $0 ":"; NF = 1; print NF ":" $0 ":" }'
