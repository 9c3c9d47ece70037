mkdir b a; touch b/x a/y a/x 
echo */*; echo [ba]/x
