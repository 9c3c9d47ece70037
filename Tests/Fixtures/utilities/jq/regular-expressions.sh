# shells: gnu
jq -nc '"foo bar FOO" | test("foo"), test("Bar"), test("Bar"; "i"), [match("foo"; "gi").offset], [scan("[a-z]+")], [scan("(o)(o)")]'
jq -nc '"xyz" | capture("(?<a>x)(?<n>q)?"), [match("(y)(q)?").captures[].string]'
jq -nc '"abcabc" | sub("b"; "X"), gsub("b"; "X"), gsub("(?<x>[ac])"; "<\(.x)>"), gsub("B"; "z"; "i"), [sub("(?<x>b)"; "1", "2")]'
jq -nc '"aéb" | match("b|é"; "g")'
jq -nc '"a.b" | split("."), gsub("\\."; "-"), test("^a\\.b$"), test("A . B"; "ix")'
for p in '(' '[' '*' 'a)'; do jq -n --arg p "$p" '"abc" | test($p)'; echo $?; done
jq -n '"abc" | test("a"; "q")'; echo $?
jq -n '1 | test("a")'; echo $?
