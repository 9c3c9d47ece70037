# shells: gnu
printf '%s\n' apple banana band bandit cherry > words
look ban words; look band words; look zz words; echo $?
look -t n bank words
look -f BAN words
look -d b.a words
look a b c; echo $?
look; echo $?
look x missing; echo $?
