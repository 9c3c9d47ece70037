touch 'a[' 'a[b' ab
echo a[ a[b a[b* [ 
