touch 'a*b' axb 'a?b' 'a[x]b'
echo a'*'b a\*b "a*"b a"?"b 'a[x]b' a\[x]b a[x]b a*b
