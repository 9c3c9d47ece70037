# shells: bash
echo $'\u41' $'\u00e9' $'\u20ac'
