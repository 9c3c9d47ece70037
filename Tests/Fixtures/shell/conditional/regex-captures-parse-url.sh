# shells: bash
re='^(([^:/?#]+)://)?([^/:@]+)(:([0-9]+))?(/.*)?$'
for u in http://host:80/a/b host:5432 host/x; do
    [[ $u =~ $re ]] && echo "${BASH_REMATCH[2]:--} ${BASH_REMATCH[3]} ${BASH_REMATCH[5]:--} ${BASH_REMATCH[6]:--}"
done
