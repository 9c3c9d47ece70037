foo() { echo "<$*> X${*:+ }X"; }
foo a b; foo "" c; foo ""; foo "" ""; IFS=:; foo "" ""; IFS=; foo a b; foo "" ""; foo ""
