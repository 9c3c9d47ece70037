# shells: gnu
awk 'BEGIN { print gensub(/(a)(b)/, "\\2\\1", "g", "abxab") }'
awk 'BEGIN { n = split("c a b", a); asort(a); print a[1] a[2] a[3] }'
awk 'BEGIN { if (match("foo42bar", /([a-z]+)([0-9]+)/, m)) print m[1], m[2], m[0] }'
awk 'BEGIN { PROCINFO["sorted_in"] = "@ind_str_asc"; a["z"]; a["b"]; a["m"]; for (k in a) print k }'
awk 'BEGIN { a[1][2] = 3; print a[1][2], isarray(a[1]), length(a) }'
awk 'BEGIN { print strtonum("0x1F"), and(12, 10), or(12, 10), xor(12, 10), lshift(1, 4), compl(0) }'
awk 'BEGIN { print strftime("%Y-%m-%d %H:%M:%S", 86400 * 365, 1), mktime("1971 01 01 00 00 00") }'
printf 'one1two22three\n' | awk 'BEGIN { RS = "[0-9]+" } { print $0, RT }'
printf 'abcdef\n' | awk 'BEGIN { FIELDWIDTHS = "1 2 3" } { print $1, $2, $3 }'
printf '"a,b",c\n' | awk 'BEGIN { FPAT = "([^,]+)|(\"[^\"]+\")" } { print $1; print $2 }'
printf 'A\na\nb\n' | awk 'BEGIN { IGNORECASE = 1 } /a/ { n++ } END { print n }'
awk 'BEGIN { switch ("b") { case "a": print 1; break; case /b/: print 2; break; default: print 3 } }'
printf 'x\ny\n' > f
awk 'BEGINFILE { print "begin", FILENAME } ENDFILE { print "end", FNR }' f f
