# shells: gnu
printf 'aaaaaaaaaaaaaaaaaaaa\n' | xargs -s 20 -I{} echo {} b; echo $?
printf 'aaaa\n' | xargs -s 20 -I{} echo {} {} {} {} b; echo $?
printf 'aaaa\n' | xargs -s 3 -I{} echo {}; echo $?
printf 'aaaa\n' | xargs -s 5 -I{} echo {}; echo $?
printf '' | xargs -s 3 -I{} echo {}; echo $?
printf '' | xargs -s 3 echo; echo $?
