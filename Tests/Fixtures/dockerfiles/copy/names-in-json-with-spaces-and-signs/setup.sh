echo 1 > 'a b'; echo 2 > 'c\d'; echo 3 > 'e"f'; mkdir 't t'; echo 4 > 't t/g'; echo 5 > cd
