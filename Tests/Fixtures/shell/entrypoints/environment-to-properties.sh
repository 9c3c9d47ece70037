env -i APP_DB_HOST=h APP_DB_PORT=1 OTHER=x PATH="$PATH" sh -c 'for l in $(env | grep "^APP_" | sort); do k=${l%%=*}; v=${l#*=}; k=$(echo "${k#APP_}" | tr A-Z_ a-z.); echo "$k=$v"; done'
