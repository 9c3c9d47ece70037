# shells: bash
(echo "${x y}"); echo $?
(echo "${-x-}"); echo $?
(echo "${x!}"); echo $?
(echo "${}"); echo $?
(echo "${x.y}"); echo $?
(echo "${#x-y}"); echo $?
