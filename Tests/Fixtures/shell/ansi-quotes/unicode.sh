# shells: bash
LC_ALL=C.UTF-8
echo $'\u00e9' $'\u20ac' $'\U1F600' $'\u41' $'\u0041b'
