# shells: bash
require() { local missing=0 v; for v in "$@"; do if [[ -z ${!v:-} ]]; then echo "error: $v is not set" >&2; ((missing++)) || true; fi; done; return $missing; }
A=1 B=; require A && echo ok; require A B C; echo $?
