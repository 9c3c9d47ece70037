file_env() {
    eval "val=\${$1:-}"; eval "file=\${$1_FILE:-}"
    if [ -n "$val" ] && [ -n "$file" ]; then echo "both set: $1" >&2; return 1; fi
    [ -z "$file" ] || val=$(cat "$file")
    : "${val:=$2}"; export "$1=$val"; unset "$1_FILE"
}
printf 'from file\n\n' >s; A_FILE=s; B=given; file_env A; file_env B; file_env C 'a default'; env | grep '^[ABC]=' | sort
B_FILE=s; file_env B || echo refused
