# shells: bash
bash -c '[[ a -a b ]]; echo never' sh; echo $?
printf '[[ a -a b ]]\necho never\n' >f; bash f; echo $?
bash -c '[[ ]]; echo never' sh; echo $?
bash -c '[[ -n ]]; echo never' sh; echo $?
(eval '[[ a b ]]'; echo $?)
