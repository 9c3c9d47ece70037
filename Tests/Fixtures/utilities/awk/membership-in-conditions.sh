awk 'BEGIN { x["a"] = 1; f = "a"; print (f in x) ? "in" : "out"; print f in x, "b" in x }'
