# shells: bash
log() { local type="$1"; shift; local text="$*"; if [ "$#" -eq 0 ]; then text="$(cat)"; fi; printf '[%s] [Entrypoint]: %s\n' "$type" "$text"; }
note() { log Note "$@"; }; warn() { log Warn "$@" >&2; }; error() { log ERROR "$@" >&2; exit 1; }
note start "two  words"; note <<-E
	from a
	document
E
warn careful; (error stop); echo $?
