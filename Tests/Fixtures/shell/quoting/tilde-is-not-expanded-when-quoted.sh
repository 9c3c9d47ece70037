echo '~' "~" \~ "~/x" \~/x ~"/x" '~'/x
x=/foo; echo ~$x a~ a~/b =~ "a=~"
