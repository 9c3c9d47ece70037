# shells: bash
[[ 192.168.0.1 =~ ^([0-9]{1,3}\.){3}[0-9]{1,3}$ ]] && echo ip "${BASH_REMATCH[1]}"
[[ ab12 =~ ^[[:alpha:]]+[[:digit:]]{2}$ ]] && echo class
[[ 'a]b' =~ []] ]] && echo bracket; [[ a-b =~ [a\-]- ]] && echo dash
[[ key=val =~ ^([^=]+)=(.*)$ ]] && echo "${BASH_REMATCH[1]}:${BASH_REMATCH[2]}"
