echo "$OPTIND"; echo "${#IFS}"; echo "${PS4}"; echo "${PS1-unset}" | wc -l | tr -d ' '
