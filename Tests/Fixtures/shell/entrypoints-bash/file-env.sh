# shells: bash
file_env() {
    local var="$1" def="${2:-}"
    local fileVar="${var}_FILE"
    if [ "${!var:-}" ] && [ "${!fileVar:-}" ]; then printf >&2 'error: both %s and %s are set\n' "$var" "$fileVar"; exit 1; fi
    local val="$def"
    if [ "${!var:-}" ]; then val="${!var}"; elif [ "${!fileVar:-}" ]; then val="$(< "${!fileVar}")"; fi
    export "$var"="$val"; unset "$fileVar"
}
set -Eeo pipefail; echo 's3cret word' >pw; DB_PASS_FILE=pw; DB_USER=me
file_env DB_PASS; file_env DB_USER; file_env DB_NAME "$DB_USER"; echo "$DB_PASS|$DB_USER|$DB_NAME|${DB_PASS_FILE-gone}"
env | grep ^DB_ | sort; DB_PASS_FILE=pw; (file_env DB_PASS); echo "status $?"
