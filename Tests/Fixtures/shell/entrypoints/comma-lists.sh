HOSTS='a:1,b:2,c'; IFS=,; set -- $HOSTS; unset IFS; for h; do echo "${h%%:*} ${h#*:}"; done; OLDIFS=$IFS; IFS=':'; for p in $PATH; do echo "$p"; done
