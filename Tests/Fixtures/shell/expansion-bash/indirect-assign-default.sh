# shells: bash
m=n; echo "${!m:=set}" "$n"
file_env_var=DB_PASSWORD; DB_PASSWORD=secret; fileVar=DB_PASSWORD_FILE
echo "${!file_env_var:-}" "[${!fileVar:-}]"
