# shells: bash
user="${RUN_USER:-www}" group="${RUN_GROUP:-www}"; user="${user#'#'}"; pound='#'; id='#1000'; echo "${id#$pound}" "$user:$group"
if [[ "$1" == apache2* ]] || [ "${1:-}" = 'php-fpm' ]; then echo web; else echo "other ${1:-none}"; fi; set -- apache2-foreground; [[ "$1" == apache2* ]] && echo "web $1"
