x=1; unset x; echo "${x-gone}"; unset x; echo $?; unset nope also; echo $?; x=1 y=2; unset x y; echo "${x-}${y-}."
