# shells: bash
client() { echo "client $*"; sed 's/^/  | /'; }
db=app user=me; cmd=(client --user="$user" --set ON_ERROR_STOP=1)
"${cmd[@]}" --db "$db" <<-'EOSQL'
	CREATE DATABASE :"db" ;
	-- $not_expanded
EOSQL
"${cmd[@]}" <<<"GRANT ALL ON ${db//_/\\_}.* TO '${user}'@'%' ;"
if [ -n "$db" ]; then client <<<"${db}"; fi
