# shells: dash
echo 'a\tb' "c\\nd" 'e\\f' '\0101' '\101' 'x\cignored'; echo -e 'q\tr'; echo -n 'n\n'
