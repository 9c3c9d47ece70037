# shells: gnu
jq -nc '"aéb😀" | length, utf8bytelength, explode, (explode | implode), .[1:3], ascii_upcase, test("é")'
jq -nc '"a, b,c" | split(", "), split(", *"; null), [splits(", *")], ascii_downcase, ltrimstr("a"), rtrimstr("c"), startswith("a"), endswith("x"), index(","), indices(",")'
jq -nc '[1, null, "a", true] | join("-"), tostring, tojson, (tojson | fromjson), @json, @text, @csv, @tsv, @sh, @html'
jq -nr '@html "<\("<&>\u0027\"")>", @uri "q=\("é a/?")", @sh "echo \("it\u0027s")", @base64 "\("hello")", @csv "\(["a\"b", 1])", @json "x\([1])", @tsv "\(["a\tb\\"])"'
jq -nr '"aGVsbG8=", "aGk" | @base64d'
jq -nc '"\(1, 2)-\(3, 4)"'
jq -nc '"x" | @base64d'; echo $?
jq -nc '[[1]] | @csv'; echo $?
jq -nc '1 | @nothing'; echo $?
