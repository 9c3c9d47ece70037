user="o'neil" db=my_db
echo "CREATE USER '$(echo "$user" | sed "s/'/''/g")'@'%';"
cat <<-EOSQL
	CREATE DATABASE \`$db\` ;
	SET x = '$user' ;
	EOSQL
