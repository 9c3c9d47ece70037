# shells: bash
(: "${x:?}"); echo $?
(: "${x?custom message}"); echo $?
(x=; : "${x:?is empty}"); echo $?
(x=; : "${x?not reached}"; echo fine)
(unset a; : "${a[1]:?elem}"); echo $?
