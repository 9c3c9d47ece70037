x=1; PATH_X=2; unset x PATH_X; echo "${x-}${PATH_X-}."; IFS=:; unset IFS; v='a b'; set -- $v; echo $#; unset -v v; echo "${v-gone}"; unset OPTIND 2>/dev/null; echo end
