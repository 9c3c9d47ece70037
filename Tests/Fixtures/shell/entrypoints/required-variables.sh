start() ( : "${DB_HOST:?DB_HOST is required}"; echo "host $DB_HOST port ${DB_PORT:=5432}" )
start 2>&1 | sed 's/^.*DB_HOST: //'; DB_HOST=db start; DB_HOST=x DB_PORT=1 start
