log() { level=$1; shift; printf '%s: %s\n' "$level" "$*" >&2; }
note() { log Note "$@"; }; error() { log ERROR "$@"; exit 1; }
note 'starting up' "v1 2"; (error no config) 2>&1; echo $?
